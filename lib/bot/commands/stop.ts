import { env } from "../../env.ts";
import { isAsked } from "../../linking/invitations.ts";
import { hasHeard } from "../../outbox/outbound.ts";
import { isOptedOut, recordConsent } from "../../people/consent.ts";
import type { Command, CommandContext } from "../command.ts";
import { CANCEL_WORDS, STOP_WORDS } from "../consent-words.ts";
import { no } from "./no.ts";

const DAY_MS = 24 * 3_600_000;

/** Ends broadcasts to this person, and says so once, unless they said START since; the link and the answers stay. */
export const stop: Command = {
  name: "stop",
  aliases: [...STOP_WORDS, ...CANCEL_WORDS],
  isHeardInSentence: true,
  summary: null,
  effect: async (context) => {
    if (await isNo(context)) return;
    const { sender, sentAt, tx } = context;
    await recordConsent(tx, sender.id, { what: "broadcasts", value: "out", how: "chat", at: sentAt });
  },
  run: async (context) => {
    if (await isNo(context)) return no.run(context);
    const { sender, now, tx } = context;
    if (!(await isOptedOut(tx, sender.id))) return null;
    const aDayAgo = new Date(now.getTime() - DAY_MS);
    if (sender.optedOutAt && (await hasHeard(tx, sender, "opted-out", aDayAgo))) return null;
    return {
      purpose: "opted-out",
      text: `🔕 Announcements are off

You get no more announcements from ${env().PLATFORM_NAME} here. I still answer when you write to me, and linking stays as it is.

Send 'start' to get them again.`,
    };
  },
};

/** Whether this answers the bot's question, which says how to cancel. */
async function isNo({ word, sender, now, tx }: CommandContext): Promise<boolean> {
  return CANCEL_WORDS.includes(word) && (await isAsked(tx, sender.id, now));
}
