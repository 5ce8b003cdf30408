import type { Json } from "../json.ts";
import type { Phone } from "../phones.ts";
import type { Settings } from "../settings.ts";
import { withBlanks } from "./blanks.ts";

export const BUSINESS_NUMBER = "15550100001";

/** Writes JSON as Meta's serializer does: non-ASCII as \uXXXX and every slash as \/. */
export function escapeAsMeta(json: string): string {
  return json
    .replaceAll("/", "\\/")
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The envelope in which one `messages` change travels. */
export function envelope(settings: Settings, value: Json): Json {
  return {
    object: "whatsapp_business_account",
    entry: [
      {
        id: settings.businessAccountId,
        changes: [
          {
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: BUSINESS_NUMBER, phone_number_id: settings.phoneNumberId },
              ...value,
            },
            field: "messages",
          },
        ],
      },
    ],
  };
}

/** What webhooks tell of whose phone it is: `wa_id` and BSUID, each null when Meta would not know it. */
export function sharedIdentity({ phone, bsuid, sharesNumber, sharesUserId }: Phone) {
  return { waId: sharesNumber && phone ? phone.slice(1) : null, userId: sharesUserId ? bsuid : null };
}

/** The person as `contacts[0]`. */
export function contactOf(phone: Phone): Json {
  const { waId, userId } = sharedIdentity(phone);
  return {
    profile: withBlanks(phone.blanks, { name: phone.name, username: phone.username }),
    ...withBlanks(phone.blanks, { wa_id: waId, user_id: userId, parent_user_id: null }),
  };
}

/** Seconds since 1970 as text, as in every webhook. */
export function timestampOf(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1000));
}
