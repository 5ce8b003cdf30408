import type { Reply } from "../outbox/reply.ts";
import type { Command } from "./command.ts";

/** The lines that tell a person what to send, made from the commands. */
export function listCommands(commands: readonly Pick<Command, "name" | "summary">[]): string {
  const lines = commands.flatMap(({ name, summary }) => (summary ? [`• Send '${name}' - ${summary}`] : []));
  return ["Available commands:", ...lines].join("\n");
}

/** The reply to what means nothing, or nothing just now. */
export function notUnderstood(commands: readonly Command[]): Reply {
  return { purpose: "unknown", text: `🤔 I didn't understand that.\n\n${listCommands(commands)}` };
}
