import { z } from "zod";
import { type IdentityChange, readIdentityChange } from "./identity-change.ts";
import { toAddress, type WhatsappAddress } from "./people.ts";

/** A message from a person, in our own words. */
export interface IncomingMessage {
  wamid: string;
  sender: WhatsappAddress;
  profileName: string | null;
  /** Without @; null where Meta names none. */
  username: string | null;
  type: string;
  /** What was written, or the id of the button that was tapped; null for everything else. */
  text: string | null;
  /** Meta's time of it where that is plausible, else when we received it. */
  sentAt: Date;
  isInGroup: boolean;
  /** Whether it opens the 24-hour window with this person: not what is said in a group, nor a notice of WhatsApp's own. */
  opensWindow: boolean;
  /** What it tells of the sender's own identity; null for all that people write. */
  identityChange: IdentityChange | null;
}

const contactSchema = z.looseObject({
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
  profile: z.looseObject({ name: z.string().optional(), username: z.string().optional() }).optional(),
});
const payloadSchema = z.object({
  message: z.looseObject({
    id: z.string(),
    type: z.string(),
    from: z.string().optional(),
    from_user_id: z.string().optional(),
    group_id: z.unknown().optional(),
    timestamp: z.unknown().optional(),
    text: z.looseObject({ body: z.string() }).optional().catch(undefined),
    button: z.looseObject({ payload: z.string() }).optional().catch(undefined),
    interactive: z
      .looseObject({
        button_reply: z.looseObject({ id: z.string() }).optional(),
        list_reply: z.looseObject({ id: z.string() }).optional(),
      })
      .optional()
      .catch(undefined),
  }),
  contacts: z.array(contactSchema.catch({})),
});

const WEEK_MS = 7 * 24 * 3600 * 1000;

/** When something happened by Meta's `timestamp` (unix seconds), or `receivedAt` where that is no number, in the future or over 7 days old. */
export function plausibleTime(timestamp: unknown, receivedAt: Date): Date {
  const given = typeof timestamp === "string" ? Number.parseInt(timestamp, 10) : timestamp;
  const seconds = typeof given === "number" ? given : Number.NaN;
  const age = receivedAt.getTime() - seconds * 1000;
  return Number.isFinite(age) && age >= -60_000 && age <= WEEK_MS ? new Date(seconds * 1000) : receivedAt;
}

/** Reads a stored message event; throws where it does not fit Meta's shape. */
export function readIncomingMessage(payload: unknown, receivedAt: Date): IncomingMessage {
  const { message, contacts } = payloadSchema.parse(payload);
  const sender = toAddress(message.from, message.from_user_id);
  const isInGroup = message.group_id !== undefined;
  const contact =
    contacts.find((candidate) => candidate.user_id !== undefined && candidate.user_id === sender.bsuid) ??
    contacts.find((candidate) => candidate.wa_id !== undefined && candidate.wa_id === message.from) ??
    (contacts.length === 1 ? contacts[0] : undefined);
  return {
    wamid: message.id,
    sender,
    profileName: contact?.profile?.name?.slice(0, 255) ?? contact?.profile?.username?.slice(0, 255) ?? null,
    username: contact?.profile?.username?.replace(/^@/, "").slice(0, 255) || null,
    type: message.type,
    text:
      message.text?.body ??
      message.button?.payload ??
      message.interactive?.button_reply?.id ??
      message.interactive?.list_reply?.id ??
      null,
    sentAt: plausibleTime(message.timestamp, receivedAt),
    isInGroup,
    opensWindow: !isInGroup && message.type !== "system",
    identityChange: readIdentityChange(message),
  };
}
