import { env } from "../../env.ts";
import { recordAgreement, recordConsent } from "../../messaging/consent.ts";
import type { Command } from "../command.ts";
import { listCommands } from "../help.ts";
import { commands } from "./index.ts";

const BACK = "\n\n🔔 You get announcements again. Send 'stop' to turn them off.";

/** Welcomes a person, says what the bot can do, and turns broadcasts on again for who had turned them off. */
export const start: Command = {
  name: "start",
  aliases: ["hi", "hello", "help", "menu"],
  summary: null,
  effect: async ({ sender, sentAt, tx, word }) => {
    if (sender.optedOutAt)
      await recordConsent(tx, sender.id, { what: "broadcasts", value: "in", how: "chat", at: sentAt });
    if (word === "start" && (sender.optedOutAt || !sender.marketingAgreedAt))
      await recordAgreement(tx, sender.id, { how: "chat", at: sentAt });
  },
  run: ({ sender }) => {
    const platform = env().PLATFORM_NAME;
    const next = sender.account
      ? `You are linked as ${sender.account.name}. Send 'status' to see the details.`
      : `To get started, please link your ${platform} account by sending 'link'`;
    return {
      purpose: "welcome",
      text: `🎓 Welcome to ${platform} Platform!

I can help you take tests and access your study materials.

${listCommands(commands)}

${next}${sender.optedOutAt ? BACK : ""}`,
    };
  },
};
