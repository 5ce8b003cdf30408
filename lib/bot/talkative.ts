import type { Reply } from "../outbox/reply.ts";
import type { Situation } from "./command.ts";
import { type Facts, minutesBefore, wasSaid } from "./facts.ts";

/** More than so many messages a minute come from a machine, and two machines would talk for ever. */
const MESSAGES_A_MINUTE = 20;

/** Whether the sender writes faster than a person does. */
export function isTooTalkative({ messagesInLastMinute }: Facts): boolean {
  return messagesInLastMinute > MESSAGES_A_MINUTE;
}

/** The one notice that is given before falling silent; null once it was. */
export function quietReply({ now, facts }: Pick<Situation, "now" | "facts">): Reply | null {
  if (wasSaid(facts, "slow-down", minutesBefore(now, 5))) return null;
  return {
    purpose: "slow-down",
    text: "🐢 That was a lot of messages at once. I'll be quiet for a minute; please write to me again after that.",
  };
}
