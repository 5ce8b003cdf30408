import type { z } from "zod";
import { profileName } from "#components/profile-name";
import type { auditLogResponse } from "#lib/api/audit-log";
import type { AuditAction } from "#lib/audit";
import { withoutMarks } from "#lib/people/foreign-names";

export type AuditLogResponse = z.output<typeof auditLogResponse>;

/** One line of the audit log, as the API lists it. */
export type AuditEntry = AuditLogResponse["events"][number];

const TITLES: Record<AuditAction, string> = {
  signed_in: "Signed in",
  sign_in_refused: "Sign-in refused",
  signed_out: "Signed out",
  sessions_ended: "Signed out everywhere",
  token_issued: "Asked for a link in the chat",
  confirmed: "Confirmed on the page, waiting for the code",
  invited: "Started linking on the website",
  linked: "Linked",
  refused: "Linking refused",
  cancelled: "Linking cancelled",
  unlinked: "Unlinked",
  staff_unlinked: "Unlinked by staff",
  suspended: "Suspended: the number may have a new owner",
  moved: "Moved to a new number",
  role_changed: "Role changed",
  denied: "Not allowed",
  resent: "Message sent again",
  message_cancelled: "Message cancelled before it was sent",
  templates_refreshed: "Templates refreshed",
  set_aside_dismissed: "Dismissed an event we couldn’t process",
  set_aside_replayed: "Replayed an event we couldn’t process",
  consent_recorded: "Agreement to announcements recorded",
  sent_to_unknown: "Template sent to somebody who has never written to us",
  set_up_repaired: "Set-up fixed",
};

const REASONS: Record<string, string> = {
  too_many_tries: "too many attempts",
  wrong_code: "wrong code",
  unknown_code: "unknown code",
  link_expired: "the link had expired",
  link_used: "the link had already been used",
  link_superseded: "there was a newer link",
  link_declined: "the link had been declined",
  link_not_found: "no such link",
  not_asked_for: "they didn’t ask for it",
  invalid_token: "the account can no longer be used",
  password_changed: "the password was changed",
  role_changed: "the role was changed",
  account_disabled: "the account was disabled",
  account_enabled: "the account was enabled again",
  account_deleted: "the account was deleted",
  moved: "moved to another WhatsApp",
  whatsapp_linked_already: "this WhatsApp belongs to another account",
  account_linked_already: "the account has another WhatsApp",
  insufficient_role: "their role doesn’t allow it",
  higher_role: "only admins can do this to staff",
  not_the_writer: "somebody else wrote the message",
  foreign_origin: "the request came from another website",
};

const ABOUT_LINKING = new Set([
  "confirmed",
  "invited",
  "linked",
  "refused",
  "cancelled",
  "unlinked",
  "staff_unlinked",
  "suspended",
  "moved",
  "consent_recorded",
]);

/** Whether an event is about a link, and not about signing in or what staff do. */
export function isAboutLinking({ action }: AuditEntry): boolean {
  return ABOUT_LINKING.has(action);
}

/** What happened, and by whom and from where, in words. */
export function wordsFor({ action, details, whatsapp, actor, address }: AuditEntry): {
  title: string;
  by: string;
} {
  const what = whatWords(action, details);
  const title = [what, ...whoseWords(whatsapp), REASONS[String(details.reason)]].filter(Boolean).join(" · ");
  if (actor) {
    const from = address && `from ${address}`;
    return { title, by: [withoutMarks(actor.name), from].filter(Boolean).join(", ") };
  }
  return { title, by: address ? `From ${address}` : (WITHOUT_ACTOR[action] ?? "In the chat") };
}

/** Who did what nobody of ours did and has no address. */
const WITHOUT_ACTOR: Record<string, string> = {
  role_changed: "By the school’s sign-in, a command or in the database",
  sessions_ended: "",
  set_aside_replayed: "By a command",
  sign_in_refused: "",
  denied: "",
};

function whatWords(action: string, details: AuditEntry["details"]): string {
  if (action === "role_changed") return roleWords(details);
  if (action === "denied") return deniedWords(details);
  if (action === "set_up_repaired") return repairedWords(details);
  return titleOf(action);
}

/** What may be refused, by how its address begins; the first that fits counts. */
const ACTS: [path: string, words: string][] = [
  ["DELETE /api/whatsapp/people/", "unlink somebody"],
  ["DELETE /api/whatsapp/unlink", "unlink"],
  ["POST /api/whatsapp/link", "link"],
  ["POST /whatsapp/link", "link"],
  ["POST /api/whatsapp/send", "send a message"],
  ["POST /api/whatsapp/messages/", "cancel a message or send it again"],
  ["GET /api/whatsapp/messages/", "ask WhatsApp about a message"],
  ["POST /api/whatsapp/dead-letters/", "decide about an event we couldn’t process"],
  ["GET /api/whatsapp/set-up", "see the set-up"],
  ["POST /api/whatsapp/set-up", "fix the set-up"],
  ["GET /api/whatsapp/health", "see the health of the system"],
  ["GET /api/whatsapp/channel", "open the console"],
  ["GET /admin/health", "open Health"],
  ["GET /admin/set-up", "open Set-up"],
  ["GET /admin", "open the console"],
  ["GET /health/", "see the health of the system"],
];

function deniedWords({ reason, method, path }: AuditEntry["details"]): string {
  const tried = `${method} ${path}`;
  const act = ACTS.find(([beginning]) => tried.startsWith(beginning))?.[1];
  const refusal = reason === "sign_in_again" ? "Asked to sign in again" : titleOf("denied");
  return act ? `${refusal} to ${act}` : refusal;
}

/** Older entries have the check's id alone. */
function repairedWords({ name, check, stopped_by }: AuditEntry["details"]): string {
  const what = stopped_by ? "Set-up changed, but not fixed" : titleOf("set_up_repaired");
  return [what, name ?? check].filter(Boolean).join(": ");
}

function titleOf(action: string): string {
  const titles: Record<string, string> = TITLES;
  return titles[action] ?? action;
}

function roleWords({ from, to }: AuditEntry["details"]): string {
  return from ? `Role changed from ${from} to ${to}` : `Added as ${to}`;
}

function whoseWords(whatsapp: AuditEntry["whatsapp"]): (string | null)[] {
  const { name = null, phone = null } = whatsapp ?? {};
  return [phone, name && profileName(name)];
}
