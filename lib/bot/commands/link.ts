import { audit } from "../../audit.ts";
import { env, publicOrigin } from "../../env.ts";
import { issueToken } from "../../linking/tokens.ts";
import { hasHeard } from "../../outbox/outbound.ts";
import type { Command } from "../command.ts";
import { alreadyLinked } from "../linked.ts";

const PAUSE_MINUTES = 10;

/** Gives a person who is not linked the address that links them; the token in it is filled in while sending. */
export const link: Command = {
  name: "link",
  aliases: ["connect"],
  summary: "Link your account",
  run: async ({ sender, now, tx }) => {
    if (sender.account) return alreadyLinked(sender.account.email);
    const token = await issueToken(tx, sender.id, now);
    if (token) {
      return { purpose: "link", text: linkText(env().PLATFORM_NAME), secrets: { token } };
    }
    const since = new Date(now.getTime() - PAUSE_MINUTES * 60_000);
    if (await hasHeard(tx, sender, "link-limit", since)) return null;
    await audit("refused", { whatsappUserId: sender.id, details: { reason: "too_many_links" } }, tx);
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
