/** How WhatsApp names a person: by phone (E.164 with +), by business-scoped user id (BSUID), or by both. */
export interface WhatsappAddress {
  phone: string | null;
  bsuid: string | null;
}

const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** Whether an identifier is a BSUID, such as `US.13491208655302741918`, and not a phone number. */
export function isBsuid(identifier: string): boolean {
  return BSUID.test(identifier);
}

/** A number as Meta gives it (digits, with or without +) in E.164 (7 to 15 digits); null for what is none. Never "corrects" a number. */
export function toPhone(identifier: string | undefined): string | null {
  const digits = identifier?.replace(/^\+/, "");
  return digits && /^\d{7,15}$/.test(digits) ? `+${digits}` : null;
}

/** The address in Meta's `from` and `from_user_id`, either of which may be missing or hold a BSUID. */
export function toAddress(from: string | undefined, fromUserId: string | undefined): WhatsappAddress {
  const bsuid = fromUserId ?? (from && isBsuid(from) ? from : undefined);
  return { phone: from && !isBsuid(from) ? toPhone(from) : null, bsuid: bsuid ?? null };
}

/** Whether an address names anybody. */
export function isAddress({ phone, bsuid }: WhatsappAddress): boolean {
  return phone !== null || bsuid !== null;
}
