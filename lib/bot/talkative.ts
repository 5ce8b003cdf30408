import type { Reply } from "../outbox/reply.ts";
import type { CommandContext } from "./command.ts";

/** More than so many messages a minute come from a machine, and two machines would talk for ever. */
const MESSAGES_A_MINUTE = 20;

/** Whether the sender writes faster than a person does. */
export async function isTooTalkative({ now, history }: CommandContext): Promise<boolean> {
  return (await history.countInbound(new Date(now.getTime() - 60_000))) > MESSAGES_A_MINUTE;
}

/** The one notice that is given before falling silent; null once it was. */
export async function quietReply({ now, history }: CommandContext): Promise<Reply | null> {
  if (await history.hasHeard("slow-down", new Date(now.getTime() - 5 * 60_000))) return null;
  return {
    purpose: "slow-down",
    text: "🐢 That was a lot of messages at once. I'll be quiet for a minute; please write to me again after that.",
  };
}
