import { answerInvitation } from "../../linking/invitations.ts";
import type { Command } from "../command.ts";
import { notUnderstood } from "../help.ts";
import { CANNOT_LINK, linkedReply } from "../linked.ts";
import { commands } from "./index.ts";

/** Links the account that the chat was asked about; without such a question it means nothing. */
export const yes: Command = {
  name: "yes",
  aliases: ["y", "yes please", "ja", "sí", "si", "oui", "sim", "да", "是"],
  summary: null,
  run: async (context) => {
    const { sender, tx, now } = context;
    const outcome = await answerInvitation(tx, sender.id, true, now);
    if (outcome === "linked") return linkedReply(context);
    return outcome === "impossible" ? CANNOT_LINK : notUnderstood(commands);
  },
};
