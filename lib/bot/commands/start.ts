import { env } from "../../env.ts";
import type { Command } from "../command.ts";
import { listCommands } from "../help.ts";
import { commands } from "./index.ts";

/** Welcomes a person and says what the bot can do. */
export const start: Command = {
  name: "start",
  aliases: ["hi", "hello", "help", "menu"],
  summary: null,
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

${next}`,
    };
  },
};
