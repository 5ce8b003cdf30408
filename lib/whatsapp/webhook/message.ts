import { z } from "zod";
import { identifier, isBlank, optional, optionalText } from "../optional.ts";
import { toAddress, type WhatsappAddress } from "../people.ts";
import { type IdentityChange, readIdentityChange } from "./identity-change.ts";
import { readSaying, type Saying } from "./saying.ts";
import { isUnsigned, plausibleTime } from "./time.ts";

/** A message from a person, in our own words. */
export interface IncomingMessage extends Saying {
  wamid: string;
  sender: WhatsappAddress;
  profileName: string | null;
  /** Without @; null where Meta names none. */
  username: string | null;
  type: string;
  /** Meta's time of it where that is plausible, else when we received it. */
  sentAt: Date;
  isInGroup: boolean;
  /** Whether it opens the 24-hour window with this person: not what is said in a group, nor a notice of WhatsApp's own. */
  opensWindow: boolean;
  /** What it tells of the sender's own identity; null for all that people write. */
  identityChange: IdentityChange | null;
}

const contactSchema = z.object({
  wa_id: identifier,
  user_id: identifier,
  profile: optional(z.object({ name: optionalText, username: optionalText })),
});
const payloadSchema = z.object({
  message: z.looseObject({
    id: z.string(),
    type: z.string(),
    from: identifier,
    from_user_id: identifier,
    group_id: optional(z.unknown()),
    timestamp: z.unknown().optional(),
  }),
  contacts: z.array(contactSchema.catch({})),
  isUnsigned,
});

/** Reads a stored message event; throws where it does not fit Meta's shape. */
export function readIncomingMessage(payload: unknown, receivedAt: Date): IncomingMessage {
  const { message, contacts, ...rest } = payloadSchema.parse(payload);
  const sender = toAddress(message.from, message.from_user_id);
  const isInGroup = !isBlank(message.group_id);
  const contact =
    contacts.find((candidate) => candidate.user_id !== undefined && candidate.user_id === sender.bsuid) ??
    contacts.find((candidate) => candidate.wa_id !== undefined && candidate.wa_id === message.from) ??
    (contacts.length === 1 ? contacts[0] : undefined);
  return {
    wamid: message.id,
    sender,
    profileName: beginning(contact?.profile?.name) ?? beginning(contact?.profile?.username),
    username: beginning(contact?.profile?.username?.replace(/^@/, "")) || null,
    type: message.type,
    ...readSaying(message),
    sentAt: rest.isUnsigned ? receivedAt : plausibleTime(message.timestamp, receivedAt),
    isInGroup,
    opensWindow: !isInGroup && message.type !== "system",
    identityChange: readIdentityChange(message),
  };
}

/** As much of a name as we keep, cut between two characters. */
function beginning(name: string | undefined): string | null {
  return name === undefined ? null : name.slice(0, 255).replace(/[\uD800-\uDBFF]$/, "");
}
