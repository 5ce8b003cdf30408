import type { PromptCommand } from "../command.ts";
import { notUnderstood } from "../help.ts";

/** Turns down the account that the chat was asked about; without such a question it means nothing. */
export const no: PromptCommand = {
  name: "no",
  aliases: ["n", "no thanks", "nein", "non", "não", "нет", "不"],
  summary: null,
  decide: ({ facts, commands }) => {
    if (!facts.isAsked) return notUnderstood(commands);
    return {
      effect: "answer_invitation",
      isYes: false,
      reply: (result) =>
        result === "none"
          ? notUnderstood(commands)
          : { purpose: "invitation-declined", text: "👍 Cancelled. Nothing was connected." },
    };
  },
};
