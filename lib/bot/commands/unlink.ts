import { env } from "../../env.ts";
import { deleteLinkOfPerson } from "../../linking/endings.ts";
import type { Command } from "../command.ts";

/** Ends the link between this WhatsApp and its account. */
export const unlink: Command = {
  name: "unlink",
  aliases: ["disconnect"],
  summary: "Unlink your account",
  run: async ({ sender, tx }) => {
    const platform = env().PLATFORM_NAME;
    if (!(await deleteLinkOfPerson(tx, sender.id))) {
      return {
        purpose: "unlink",
        text: `ℹ️ This WhatsApp is not linked to a ${platform} account, so there is nothing to unlink.

Send 'link' to connect one.`,
      };
    }
    return {
      purpose: "unlink",
      text: `🔓 Account Unlinked

This WhatsApp is no longer connected to your ${platform} account.

Send 'link' whenever you want to connect again.`,
    };
  },
};
