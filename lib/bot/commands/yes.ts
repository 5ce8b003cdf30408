import type { Command } from "../command.ts";
import { nothingAsked } from "../help.ts";
import { CANNOT_LINK, linkedReply } from "../linked.ts";

/** Links the account that the chat was asked about; without such a question it means nothing. */
export const yes: Command = {
  name: "yes",
  aliases: ["y", "yes please", "ja", "sí", "si", "oui", "sim", "да", "是"],
  isAnswer: true,
  summary: null,
  decide: (situation) => {
    if (!situation.facts.isAsked) return nothingAsked(situation);
    return {
      effect: "answer_invitation",
      isYes: true,
      id: situation.question,
      reply: (result) => {
        if (typeof result === "object") return linkedReply(result.account);
        return result === "impossible" ? CANNOT_LINK : nothingAsked(situation);
      },
    };
  },
};
