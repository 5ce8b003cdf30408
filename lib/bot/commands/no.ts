import { answerInvitation } from "../../linking/invitations.ts";
import type { Command } from "../command.ts";
import { notUnderstood } from "../help.ts";
import { commands } from "./index.ts";

/** Turns down the account that the chat was asked about; without such a question it means nothing. */
export const no: Command = {
  name: "no",
  aliases: ["n", "no thanks", "nein", "non", "não", "нет", "不"],
  summary: null,
  run: async ({ sender, tx, now }) => {
    const outcome = await answerInvitation(tx, sender.id, false, now);
    if (outcome === "none") return notUnderstood(commands);
    return { purpose: "invitation-declined", text: "👍 Cancelled. Nothing was connected." };
  },
};
