import type { Command } from "../command.ts";
import { START_WORDS } from "../consent-words.ts";
import { welcome } from "../welcome.ts";

const BACK = "\n\n🔔 You get announcements again. Send 'stop' to turn them off.";

/** Whoever agrees again so soon has said nothing new. */
const AGAIN_MS = 3_600_000;

const isNews = (at: Date, agreedAt: Date | null) => !agreedAt || at.getTime() > agreedAt.getTime() + AGAIN_MS;

/** Welcomes a person, notes that they agree to marketing, and turns broadcasts on again for who had turned them off. */
export const start: Command = {
  name: "start",
  aliases: START_WORDS,
  summary: null,
  decide: ({ sender, sentAt, commands }) => {
    const wasOut = sender.optedOutAt !== null;
    if (!wasOut && !isNews(sentAt, sender.marketingAgreedAt)) return welcome(sender, commands);
    return {
      effect: "start_announcements",
      at: sentAt,
      isDueAlways: true,
      reply: (getsAnnouncements) => welcome(sender, commands, wasOut && getsAnnouncements ? BACK : ""),
    };
  },
};
