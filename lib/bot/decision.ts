import type { CodeOutcome } from "../linking/code-tries.ts";
import type { InvitationOutcome, OpenedInvitation } from "../linking/invitations.ts";
import type { Reply } from "../outbox/reply.ts";
import type { Person } from "../people/identities.ts";

/** What the bot does for a message: a reply, null for silence, a change and what is said of its result, or a question to another system. */
export type Decision = Reply | null | Change | Later;

/** Each change that a command may ask for: what it is told, and what comes of it. */
interface Effects {
  /** Results in the token, or null where the person has asked too often. */
  issue_link_token: { given: { isRefusalAudited: boolean }; result: string | null };
  open_invitation: { given: { code: string }; result: OpenedInvitation };
  /** `id` is the invitation that a tapped answer names; null takes the answer for whichever is open. */
  answer_invitation: {
    given: { isYes: boolean; id: string | null };
    result: Linked | Exclude<InvitationOutcome, "linked">;
  };
  prove_by_code: { given: { code: string }; result: Linked | Exclude<CodeOutcome, "linked"> };
  /** Results in whether there was a link. */
  unlink: { given: unknown; result: boolean };
  /** Both result in whether the person gets announcements now. */
  start_announcements: { given: { at: Date }; result: boolean };
  stop_announcements: { given: { at: Date }; result: boolean };
}

type EffectName = keyof Effects;

/** The account that a chat was linked to. */
export interface Linked {
  account: NonNullable<Person["account"]>;
}

/** A change as data, and what is said of what comes of it. */
export type Change = {
  [Name in EffectName]: {
    effect: Name;
    /** Whether it counts although no reply is due: a STOP counts however late it comes and however many came before. */
    isDueAlways?: true;
    reply(result: Effects[Name]["result"]): Reply | null;
  } & Effects[Name]["given"];
}[EffectName];

/** What another system is to be asked, by the command's `ask`, once the message is committed. */
export interface Later {
  later: Question;
}

/** A question to another system, as it is kept until it is answered. */
export type Question = Record<string, string | number | boolean | null>;

/** Whether a decision changes something. */
export function isChange(decision: Decision): decision is Change {
  return decision !== null && "effect" in decision;
}

/** Whether a decision asks another system. */
export function isLater(decision: Decision): decision is Later {
  return decision !== null && "later" in decision;
}
