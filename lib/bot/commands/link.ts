import { env, publicOrigin } from "../../env.ts";
import { issueToken } from "../../linking/tokens.ts";
import { hasHeard } from "../../messaging/outbound.ts";
import type { Command } from "../command.ts";
import { maskEmail } from "../mask.ts";

const PAUSE_MINUTES = 10;

/** Gives a person who is not linked the address that links them; the token in it is filled in while sending. */
export const link: Command = {
  name: "link",
  aliases: ["connect"],
  summary: "Link your account",
  run: async ({ sender, now, tx }) => {
    const platform = env().PLATFORM_NAME;
    if (sender.account) {
      return {
        purpose: "already-linked",
        text: `✅ You are linked already, to the ${platform} account ${maskEmail(sender.account.email)}.

To use another account, send 'unlink' first.`,
      };
    }
    const token = await issueToken(tx, sender.id, now);
    if (token) {
      return { purpose: "link", text: linkText(platform), secrets: { token } };
    }
    const since = new Date(now.getTime() - PAUSE_MINUTES * 60_000);
    if (await hasHeard(tx, sender, "link-limit", since)) return null;
    return {
      purpose: "link-limit",
      text: `⏳ You have asked for several links in a short time.

The newest one in this chat still works until it expires. If you need another, please wait a while and send 'link' again.`,
    };
  },
};

function linkText(platform: string): string {
  return `🔗 Account Linking

To link your ${platform} account, open this link in your browser:

👉 ${publicOrigin()}/whatsapp/link?token={token}

Or go to the settings page and paste this token:
{token}

⏰ This link expires in 1 hour.
🔒 For security, don't share this with others.`;
}
