import { env } from "../../env.ts";
import type { Command } from "../command.ts";
import { CANCEL_WORDS, STOP_WORDS } from "../consent-words.ts";
import { minutesBefore, wasSaid } from "../facts.ts";
import { no } from "./no.ts";

const DAY_MINUTES = 24 * 60;

/** Ends broadcasts to this person, and says so once, unless they said START since; the link and the replies stay. */
export const stop: Command = {
  name: "stop",
  aliases: [...STOP_WORDS, ...CANCEL_WORDS],
  isHeardInSentence: true,
  summary: null,
  decide: (situation) => {
    const { word, sender, sentAt, now, facts } = situation;
    // The bot's question says how to cancel: this answers it.
    if (facts.isAsked && CANCEL_WORDS.includes(word)) return no.decide(situation);
    const isKnown =
      sender.optedOutAt !== null && wasSaid(facts, "opted-out", minutesBefore(now, DAY_MINUTES));
    return {
      effect: "stop_announcements",
      at: sentAt,
      isDueAlways: true,
      reply: (getsAnnouncements) =>
        getsAnnouncements || isKnown ? null : { purpose: "opted-out", text: text(env().PLATFORM_NAME) },
    };
  },
};

const text = (platform: string) => `🔕 Announcements are off

You won't get any more announcements from ${platform} here. I'll still reply when you write to me, and your account stays linked if it is.

Send 'start' to get them again.`;
