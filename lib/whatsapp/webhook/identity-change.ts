import { z } from "zod";
import { identifier } from "../optional.ts";
import { toAddress, type WhatsappAddress } from "../people.ts";

/** WhatsApp's notice that a person has another number or another BSUID from now on. */
export interface IdentityChange {
  /** The BSUID that they had; null where Meta does not tell (payloads of April to August 2026), and never guessed. */
  previousBsuid: string | null;
  /** How the notice itself names its sender: as a rule by what they had before. */
  from: WhatsappAddress;
  /** What they have from now on. The phone is null when it may not be told to us, and then we know none. */
  to: WhatsappAddress;
}

const noticeSchema = z.object({
  type: z.literal("system"),
  from: identifier,
  from_user_id: identifier,
  system: z.object({
    type: z.enum(["user_changed_number", "user_changed_user_id", "customer_changed_number"]),
    wa_id: identifier,
    // What older versions call it.
    new_wa_id: identifier,
    user_id: identifier,
    previous_user_id: identifier,
  }),
});

const ofSystem = (message: unknown) => (message as { type?: unknown } | null)?.type === "system";

/** Reads a message of Meta's as such a notice; null when it is none. Source: Meta's page on business-scoped user ids. */
export function readIdentityChange(message: unknown): IdentityChange | null {
  if (!ofSystem(message)) return null;
  const parsed = noticeSchema.safeParse(message);
  if (!parsed.success) return null;
  const { system, from, from_user_id } = parsed.data;
  return {
    previousBsuid: system.previous_user_id ?? null,
    from: toAddress(from, from_user_id),
    to: toAddress(system.wa_id ?? system.new_wa_id, system.user_id),
  };
}

/** In whose turn such a notice is worked on: that of the new identity, so that it comes before what they write under it. */
export function laneOfNotice(message: unknown): string | null {
  const { to } = readIdentityChange(message) ?? {};
  return to?.bsuid ?? to?.phone?.slice(1) ?? null;
}
