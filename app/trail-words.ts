import type { z } from "zod";
import type { trailAnswer } from "#lib/api/trail";

export type TrailAnswer = z.output<typeof trailAnswer>;

/** One line of the audit trail, as the API lists it. */
export type TrailEvent = TrailAnswer["events"][number];

const TITLES: Record<string, string> = {
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
};

const NOT_ABOUT_LINKING = ["signed_in", "sign_in_refused", "signed_out", "sessions_ended", "token_issued"];

/** Whether an event is about a link, and not only about signing in. */
export function isAboutLinking({ action }: TrailEvent): boolean {
  return !NOT_ABOUT_LINKING.includes(action);
}

/** A name without the marks of Unicode that turn the reading direction of what stands behind it. */
export function unturned(name: string): string {
  return name.replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, "");
}

/** What happened, and by whom and from where, in words. */
export function wordsFor({ action, details, whatsapp, actor, address }: TrailEvent): {
  title: string;
  by: string;
} {
  const reason = REASONS[String(details.reason)];
  const whose = whatsapp && unturned(whatsapp.name ?? whatsapp.phone ?? "");
  const title = [TITLES[action] ?? action, whose, reason].filter(Boolean).join(" · ");
  const by = actor ? `${unturned(actor.name)}${address ? `, from ${address}` : ""}` : "in the chat";
  return { title, by: action === "sign_in_refused" ? (address ?? "") : by };
}
