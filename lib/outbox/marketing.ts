import { audit } from "../audit.ts";
import type { Db } from "../db.ts";
import { AppError } from "../errors.ts";
import { recordAgreement } from "../people/agreements.ts";
import { findPersonById } from "../people/identities.ts";
import { upsertPerson } from "../people/identity-upserts.ts";
import { maskPhone } from "../people/phone-numbers.ts";
import type { MessageContent } from "../whatsapp/client.ts";
import type { Recipient } from "./outbound.ts";
import type { Standing } from "./standing.ts";

/** The refusal of a marketing template to somebody who wants none, in plain words. */
export const OPTED_OUT = "This person has opted out, so they don't get announcements from us.";

/** The refusal of a marketing template to somebody who never agreed to get any. */
export const NO_CONSENT =
  "This template is an announcement (WhatsApp lists it as marketing), and this person hasn't agreed to get announcements from us.";

/** How the missing agreement can be recorded, for programs and their authors. */
const HOW_TO_RECORD =
  'If they agreed, send the request again and say how, such as "consent": {"how": "signed form, 12 Nov"}. Sending START in the chat or linking an account records it too.';

/** What staff say of how a person agreed to get marketing. */
export interface StaffConsent {
  how: string;
  at: Date;
}

/** The member of the staff who sends, from where, and the message's id: what the audit log says of a message. */
interface Sender {
  sentByUserId: string;
  address?: string | undefined;
  messageId: string;
}

/** The 409 for a refusal that was found at the moment of sending, if it is one of these. */
export function consentRefusal(code: string | null): AppError | null {
  if (code === "opted_out") return new AppError(code, OPTED_OUT, 409);
  if (code !== "no_consent") return null;
  return new AppError(code, NO_CONSENT, 409, { members: { how_to_record: HOW_TO_RECORD } });
}

/**
 * Checks that a template may be sent to a person, after recording how they agreed. Throws 409 `opted_out` or `no_consent`;
 * returns whom it goes to.
 */
export async function requireConsent(
  tx: Db,
  recipient: Recipient,
  standing: Standing,
  content: MessageContent,
  consent: StaffConsent | null,
  sender: Sender,
): Promise<Recipient> {
  if (content.kind !== "template") return recipient;
  const isMarketing = await isMarketingTemplate(tx, content.template);
  if (standing.hasRefused && (isMarketing || consent)) throw refusalOf("opted_out");
  const known = consent ? await recordStaffConsent(tx, recipient, consent, sender) : recipient;
  if (isMarketing && !standing.hasAgreed && !known.person?.marketingAgreedAt) throw refusalOf("no_consent");
  if (!isMarketing && !standing.isKnown) await auditUnknown(tx, known, sender);
  return known;
}

function refusalOf(code: "opted_out" | "no_consent"): AppError {
  return consentRefusal(code) ?? new AppError(code, NO_CONSENT, 409);
}

async function isMarketingTemplate(
  tx: Db,
  { name, language }: { name: string; language: string },
): Promise<boolean> {
  const template = await tx.messageTemplate.findUnique({
    where: { name_language: { name, language } },
    select: { category: true },
  });
  return template?.category.toUpperCase() === "MARKETING";
}

async function recordStaffConsent(
  tx: Db,
  recipient: Recipient,
  { how: note, at }: StaffConsent,
  { sentByUserId: recordedBy, address, messageId: message }: Sender,
): Promise<Recipient> {
  const person = recipient.person ?? (await upsertPerson(tx, recipient.address));
  if (await recordAgreement(tx, person.id, { how: "staff", at, recordedBy, note })) {
    const about = { whatsappUserId: person.id, actorId: recordedBy, address, userId: person.account?.id };
    await audit("consent_recorded", { ...about, details: { message } }, tx);
  }
  const renewed = await findPersonById(tx, person.id);
  return renewed ? { person: renewed } : recipient;
}

async function auditUnknown(tx: Db, recipient: Recipient, sender: Sender): Promise<void> {
  const { phone, bsuid } = recipient.person ?? recipient.address;
  const to = maskPhone(phone ?? bsuid ?? "");
  const { sentByUserId: actorId, address, messageId: message } = sender;
  const about = { whatsappUserId: recipient.person?.id, actorId, address };
  await audit("sent_to_unknown", { ...about, details: { message, to } }, tx);
}
