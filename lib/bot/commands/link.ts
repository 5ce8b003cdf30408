import { env, publicOrigin } from "../../env.ts";
import { LINK_LIFETIME_MINUTES, LINK_PAUSE_MINUTES } from "../../lifetimes.ts";
import type { Reply } from "../../outbox/reply.ts";
import { durationInWords } from "../../time.ts";
import type { Command } from "../command.ts";
import { minutesBefore, wasSaid } from "../facts.ts";
import { alreadyLinked } from "../linked.ts";

/** Gives a person who is not linked the address that links them; the token in it is filled in while sending. */
export const link: Command = {
  name: "link",
  aliases: ["connect"],
  summary: "Link your account",
  decide: ({ sender, now, facts }) => {
    if (sender.account) return alreadyLinked(sender.account.email);
    const isLimitNews = !wasSaid(facts, "link-limit", minutesBefore(now, LINK_PAUSE_MINUTES));
    return {
      effect: "issue_link_token",
      isRefusalAudited: isLimitNews,
      reply: (token) => {
        if (token) return { purpose: "link", ...linkContent(env().PLATFORM_NAME), secrets: { token } };
        return isLimitNews ? { purpose: "link-limit", text: LIMIT } : null;
      },
    };
  },
};

const LIMIT = `⏳ You have asked for several links in a short time.

The newest one in this chat still works until it expires. If you need another, please wait a while and send 'link' again.`;

function linkContent(platform: string): Pick<Reply, "text" | "buttons"> {
  const address = `${publicOrigin()}/whatsapp/link?token={token}`;
  const text = `🔗 Account Linking

To link your ${platform} account, open this link in your browser:

👉 ${address}

Or go to the settings page and paste this token:
{token}

⏰ This link expires in ${durationInWords(LINK_LIFETIME_MINUTES)}.
🔒 For security, don't share this with others.`;
  return { text, buttons: { label: "Link my account", address } };
}
