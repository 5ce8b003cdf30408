import { env } from "../../env.ts";
import { recordConsent } from "../../messaging/consent.ts";
import { hasHeard } from "../../messaging/outbound.ts";
import type { Command } from "../command.ts";

const DAY_MS = 24 * 3_600_000;

/** Ends broadcasts to this person, and says so once; the link and the answers stay. */
export const stop: Command = {
  name: "stop",
  aliases: [
    "stop all",
    "stopall",
    "stop promotions",
    "unsubscribe",
    "opt out",
    "opt-out",
    "optout",
    "stopp",
    "abmelden",
    "arrêt",
    "arret",
    "baja",
    "parar",
    "sair",
    "退订",
  ],
  isHeardInSentence: true,
  summary: null,
  effect: async ({ sender, sentAt, tx }) => {
    await recordConsent(tx, sender.id, { what: "broadcasts", value: "out", how: "chat", at: sentAt });
  },
  run: async ({ sender, now, tx }) => {
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
