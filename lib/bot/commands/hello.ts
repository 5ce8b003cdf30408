import type { Command } from "../command.ts";
import { welcome } from "../welcome.ts";
import { commands } from "./index.ts";

/** Welcomes a person and says what the bot can do; a greeting agrees to nothing. */
export const hello: Command = {
  name: "hello",
  aliases: ["hi", "help", "menu"],
  summary: null,
  run: ({ sender }) => welcome(sender, commands),
};
