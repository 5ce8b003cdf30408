import { env } from "../../env.ts";
import type { Command } from "../command.ts";

/** Ends the link between this WhatsApp and its account. */
export const unlink: Command = {
  name: "unlink",
  aliases: ["disconnect"],
  summary: "Unlink your account",
  decide: () => ({
    effect: "unlink",
    reply: (wasLinked) => ({
      purpose: "unlink",
      text: (wasLinked ? ended : nothingLinked)(env().PLATFORM_NAME),
    }),
  }),
};

const nothingLinked = (
  platform: string,
) => `ℹ️ This WhatsApp isn't linked to a ${platform} account, so there's nothing to unlink.

Send 'link' to connect one.`;

const ended = (platform: string) => `🔓 Account Unlinked

This WhatsApp is no longer connected to your ${platform} account.

Send 'link' whenever you want to connect again.`;
