import { explainFailure, explainOpenBreaker, type KeptFailure } from "../outbox/outcome-words.ts";
import type { OpenBreaker } from "../outbox/sending/circuit-breaker.ts";

/** What keeps a message, in the order in which it counts. */
type WaitReason =
  | "no_worker"
  | "stopped"
  | "order"
  | "unconfirmed"
  | "retry"
  | "pace"
  | "bulk"
  | "rate"
  | "busy"
  | "now";

/** Why a message waits, and what came of its last try. */
export interface WaitCause extends Partial<KeptFailure> {
  reason: WaitReason;
}

const WORDS: Record<Exclude<WaitReason, "stopped" | "retry">, string> = {
  no_worker: "No worker is running.",
  order: "An earlier message to the same person goes first.",
  unconfirmed: "WhatsApp didn’t confirm the first try. We’ll try again unless we hear from WhatsApp first.",
  pace: "WhatsApp only accepts so many messages to one person in a short time.",
  bulk: "Announcements give way to conversations.",
  rate: "Our number sends as fast as WhatsApp allows. Messages go out in turn.",
  busy: "The worker hasn’t got to it yet.",
  now: "It’s about to be sent.",
};

/** Why a message waits, in plain words. */
export function explainWait({ reason, ...kept }: WaitCause, breaker: OpenBreaker | null): string {
  if (reason === "stopped") return breaker ? explainOpenBreaker(breaker) : WORDS.now;
  if (reason !== "retry") return WORDS[reason];
  const { failureCode = null, failureTitle = null, failureDetails = null } = kept;
  const cause = explainFailure({ failureCode, failureTitle, failureDetails });
  return ["We’ll try again.", cause].filter(Boolean).join(" ");
}
