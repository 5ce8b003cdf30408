import { env } from "../../env.ts";
import { INVITATION_LIFETIME_MINUTES, WRONG_CODES_PAUSE_MINUTES } from "../../lifetimes.ts";
import { readInvitationCode } from "../../linking/invitations.ts";
import type { Reply } from "../../outbox/reply.ts";
import { agreeByLinking } from "../../people/agreements.ts";
import { durationInWords } from "../../time.ts";
import { answerButtons } from "../answers.ts";
import type { Command } from "../command.ts";
import { minutesBefore, wasSaid } from "../facts.ts";
import { alreadyLinked } from "../linked.ts";
import { maskEmail } from "../mask.ts";

/** Asks the sender of a code from the settings page whether to link the account that it belongs to, named masked. */
export const invitation: Command = {
  name: "invitation",
  aliases: [],
  understands: (word) => readInvitationCode(word) !== null,
  summary: null,
  decide: ({ sender, now, word, facts }) => {
    if (sender.account) return alreadyLinked(sender.account.email);
    const isLimitKnown = wasSaid(facts, "invitation-limit", minutesBefore(now, WRONG_CODES_PAUSE_MINUTES));
    return {
      effect: "open_invitation",
      code: readInvitationCode(word) ?? "",
      reply: (opened) => {
        if (opened === "too_many_tries") return isLimitKnown ? null : LIMIT;
        if (opened === "unknown") return { purpose: "invitation-unknown", text: UNKNOWN };
        const text = question(env().PLATFORM_NAME, maskEmail(opened.email));
        return { purpose: "invitation", text, buttons: answerButtons(opened.id) };
      },
    };
  },
};

const LIMIT: Reply = {
  purpose: "invitation-limit",
  text: `⏳ Too many codes. Please wait ${durationInWords(WRONG_CODES_PAUSE_MINUTES)} and try again.`,
};

const question = (platform: string, email: string) => `🔗 Account Linking

Connect this WhatsApp to the ${platform} account ${email}?

Reply YES to connect, or NO to cancel.

${agreeByLinking(platform)}

🔒 Say yes only if this is your own account.`;

const UNKNOWN = `⌛ This code doesn't work

Codes work once and for ${durationInWords(INVITATION_LIFETIME_MINUTES)}. Get a new one on your settings page, or send 'link' to get a link here.`;
