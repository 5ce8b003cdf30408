import type { Reply } from "../outbox/reply.ts";
import type { Command, Situation } from "./command.ts";

/** The lines that tell a person what to send, made from the commands. */
export function listCommands(commands: readonly Pick<Command, "name" | "summary">[]): string {
  const lines = commands.flatMap(({ name, summary }) => (summary ? [`• Send '${name}' - ${summary}`] : []));
  return ["Available commands:", ...lines].join("\n");
}

/** The reply to what means nothing, or nothing just now. */
export function notUnderstood(commands: readonly Command[]): Reply {
  return { purpose: "unknown", text: `🤔 I didn't understand that.\n\n${listCommands(commands)}` };
}

/** The reply to an answer where nothing is asked (any more): a typed one means nothing, a tapped one had a meaning. */
export function nothingAsked({ question, commands }: Pick<Situation, "question" | "commands">): Reply {
  return question ? { purpose: "question-over", text: OVER } : notUnderstood(commands);
}

const OVER = `⌛ This question isn't open any more

You've answered it already, or it has expired. Send 'status' to check your account, or 'link' to connect one.`;
