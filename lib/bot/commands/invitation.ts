import { env } from "../../env.ts";
import { openInvitation, readInvitationCode } from "../../linking/invitations.ts";
import { agreeByLinking } from "../../people/agreements.ts";
import type { Command } from "../command.ts";
import { alreadyLinked } from "../linked.ts";
import { maskEmail } from "../mask.ts";

const PAUSE_MINUTES = 10;

/** Asks the sender of a code from the settings page whether to link the account that it belongs to, named masked. */
export const invitation: Command = {
  name: "invitation",
  aliases: [],
  understands: (word) => readInvitationCode(word) !== null,
  summary: null,
  run: async ({ sender, tx, now, word, history }) => {
    if (sender.account) return alreadyLinked(sender.account.email);
    const opened = await openInvitation(tx, sender.id, readInvitationCode(word) ?? "", now);
    if (opened === "too_many_tries") {
      const since = new Date(now.getTime() - PAUSE_MINUTES * 60_000);
      if (await history.hasHeard("invitation-limit", since)) return null;
      return {
        purpose: "invitation-limit",
        text: "⏳ Too many codes. Please wait 10 minutes and try again.",
      };
    }
    if (opened === "unknown") return { purpose: "invitation-unknown", text: UNKNOWN };
    return {
      purpose: "invitation",
      text: `🔗 Account Linking

Connect this WhatsApp to the ${env().PLATFORM_NAME} account ${maskEmail(opened.email)}?

Reply YES to connect, or NO to cancel.

${agreeByLinking(env().PLATFORM_NAME)}

🔒 Say yes only if this is your own account.`,
    };
  },
};

const UNKNOWN = `⌛ This code does not work

Codes work once and for 10 minutes. Get a new one on your settings page, or send 'link' to be sent a link here.`;
