import { recordAgreement } from "../../people/agreements.ts";
import { isOptedOut, recordConsent } from "../../people/consent.ts";
import type { Command } from "../command.ts";
import { START_WORDS } from "../consent-words.ts";
import { welcome } from "../welcome.ts";
import { commands } from "./index.ts";

const BACK = "\n\n🔔 You get announcements again. Send 'stop' to turn them off.";

/** Whoever agrees again so soon has said nothing new. */
const AGAIN_MS = 3_600_000;

const isNews = (at: Date, agreedAt: Date | null) => !agreedAt || at.getTime() > agreedAt.getTime() + AGAIN_MS;

/** Welcomes a person, notes that they agree to marketing, and turns broadcasts on again for who had turned them off. */
export const start: Command = {
  name: "start",
  aliases: START_WORDS,
  summary: null,
  effect: async ({ sender, sentAt, tx }) => {
    if (sender.optedOutAt)
      await recordConsent(tx, sender.id, { what: "broadcasts", value: "in", how: "chat", at: sentAt });
    if (sender.optedOutAt || isNews(sentAt, sender.marketingAgreedAt))
      await recordAgreement(tx, sender.id, { how: "chat", at: sentAt });
  },
  run: async ({ sender, tx }) => {
    const isBack = sender.optedOutAt !== null && !(await isOptedOut(tx, sender.id));
    return welcome(sender, commands, isBack ? BACK : "");
  },
};
