import type { PromptCommand } from "../command.ts";
import { nothingAsked } from "../help.ts";

/** Turns down the account that the chat was asked about; without such a question it means nothing. */
export const no: PromptCommand = {
  name: "no",
  aliases: ["n", "no thanks", "nein", "non", "não", "нет", "不"],
  isAnswer: true,
  summary: null,
  decide: (situation) => {
    if (!situation.facts.isAsked) return nothingAsked(situation);
    return {
      effect: "answer_invitation",
      isYes: false,
      id: situation.question,
      reply: (result) =>
        result === "none"
          ? nothingAsked(situation)
          : { purpose: "invitation-declined", text: "👍 Cancelled. Nothing was connected." },
    };
  },
};
