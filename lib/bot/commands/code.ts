import type { CodeOutcome } from "../../linking/code-tries.ts";
import type { Command } from "../command.ts";
import { CANNOT_LINK, linkedReply } from "../linked.ts";

/** What is said of digits that make no link; of the account that waits for them, nothing. */
const REPLIES: Record<Exclude<CodeOutcome, "linked" | "impossible">, string> = {
  wrong: "❌ This code is not right. Please look at the six digits on the page and send them once more.",
  refused: "❌ This code is not right either, so nothing was linked. Send 'link' to start again.",
  none: "🔢 I am not waiting for a code in this chat, or its time is up. Send 'link' to start again.",
};

/** Takes the six digits that the page shows, which make a link live where `LINK_CONFIRMATION` asks for them. */
export const code: Command = {
  name: "code",
  aliases: [],
  understands: (word) => readDigits(word) !== null,
  summary: null,
  decide: ({ word }) => ({
    effect: "prove_by_code",
    code: readDigits(word) ?? "",
    reply: (result) => {
      if (typeof result === "object") return linkedReply(result.account);
      if (result === "impossible") return CANNOT_LINK;
      return { purpose: `code-${result}`, text: REPLIES[result] };
    },
  }),
};

function readDigits(word: string): string | null {
  const [, first, second] = /^(?:code\W+)?(\d{3})\W{0,3}(\d{3})$/.exec(word) ?? [];
  return first && second ? first + second : null;
}
