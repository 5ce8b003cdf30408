import type { z } from "zod";
import { callsItself } from "#components/calls-itself";
import type { trailAnswer } from "#lib/api/trail";
import type { AuditAction } from "#lib/audit";
import { withoutMarks } from "#lib/foreign-names";

export type TrailAnswer = z.output<typeof trailAnswer>;

/** One line of the audit trail, as the API lists it. */
export type TrailEvent = TrailAnswer["events"][number];

const TITLES: Record<AuditAction, string> = {
  signed_in: "Signed in",
  sign_in_refused: "Sign-in refused",
  signed_out: "Signed out",
  sessions_ended: "Signed out everywhere",
  token_issued: "Asked for a link in the chat",
  confirmed: "Confirmed on the page, waiting for the code",
  invited: "Started linking from the account",
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
  templates_refreshed: "Templates refreshed",
  set_aside_dismissed: "Unprocessed event dismissed",
  set_aside_replayed: "Unprocessed event tried again",
  consent_recorded: "Recorded that they agreed to announcements",
  sent_to_unknown: "Sent a template to somebody who never wrote",
};

const REASONS: Record<string, string> = {
  too_many_tries: "too many tries",
  wrong_code: "wrong code",
  unknown_code: "unknown code",
  link_expired: "the link had expired",
  link_used: "the link had been used",
  link_superseded: "there was a newer link",
  link_declined: "the link had been stopped",
  link_not_found: "no such link",
  not_asked_for: "it was not asked for",
  invalid_token: "the account can no longer be used",
  asked_for: "as asked for",
  password_changed: "the password was changed",
  role_changed: "the role was changed",
  account_disabled: "the account was disabled",
  account_enabled: "the account was enabled again",
  account_deleted: "the account was deleted",
  moved: "moved to another WhatsApp",
  whatsapp_linked_already: "the WhatsApp has another account",
  account_linked_already: "the account has another WhatsApp",
  insufficient_role: "this is for other roles",
  higher_role: "the other person is staff, too",
  foreign_origin: "another website asked for it",
  sign_in_again: "the sign-in was too old",
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
export function isAboutLinking({ action }: TrailEvent): boolean {
  return ABOUT_LINKING.has(action);
}

/** What happened, and by whom and from where, in words. */
export function wordsFor({ action, details, whatsapp, actor, address }: TrailEvent): {
  title: string;
  by: string;
} {
  const what = action === "role_changed" ? roleWords(details) : titleOf(action);
  const title = [what, ...whoseWords(whatsapp), REASONS[String(details.reason)]].filter(Boolean).join(" · ");
  const from = address ? `from ${address}` : null;
  if (actor) return { title, by: [withoutMarks(actor.name), from].filter(Boolean).join(", ") };
  return { title, by: from ?? WITHOUT_ACTOR[action] ?? "in the chat" };
}

/** Who did what nobody of ours did and has no address. */
const WITHOUT_ACTOR: Record<string, string> = {
  role_changed: "by the school’s sign-in, a command or in the database",
  sessions_ended: "",
  set_aside_replayed: "by a command",
  sign_in_refused: "",
  denied: "",
};

function titleOf(action: string): string {
  const titles: Record<string, string> = TITLES;
  return titles[action] ?? action;
}

function roleWords({ from, to }: TrailEvent["details"]): string {
  return from ? `Role changed from ${from} to ${to}` : `Added as ${to}`;
}

function whoseWords(whatsapp: TrailEvent["whatsapp"]): (string | null)[] {
  const { name = null, phone = null } = whatsapp ?? {};
  return [phone, name && callsItself(name)];
}
