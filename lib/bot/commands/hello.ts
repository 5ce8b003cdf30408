import type { Command } from "../command.ts";
import { welcome } from "../welcome.ts";

/** Welcomes a person and says what the bot can do; a greeting agrees to nothing. */
export const hello: Command = {
  name: "hello",
  aliases: ["hi", "help", "menu"],
  summary: null,
  decide: ({ sender, commands }) => welcome(sender, commands),
};
