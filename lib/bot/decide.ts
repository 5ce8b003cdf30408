import { REPLY_LIFETIME_MINUTES } from "../lifetimes.ts";
import type { Reply } from "../outbox/reply.ts";
import type { IncomingMessage } from "../whatsapp/webhook/message.ts";
import { readAnswer } from "./answers.ts";
import type { Command, Situation } from "./command.ts";
import { type Decision, isChange } from "./decision.ts";
import { minutesBefore, wasSaid } from "./facts.ts";
import { findByName, findCommand } from "./find.ts";
import { listCommands, notUnderstood } from "./help.ts";
import { remindToLink } from "./relink.ts";
import { isTooTalkative, quietReply } from "./talkative.ts";
import { readWords, type Words } from "./words.ts";

/** Media often come several at a time; one reply does for all of them. */
const BURST_MINUTES = 1;

/** What is decided for a message, and the last word on the reply that comes of it. */
interface Decided {
  /** The name of the command that decided. */
  command: string | null;
  decision: Decision;
  /** What is said in the end, given what the decision says. */
  say(reply: Reply | null): Reply | null;
}

const asItIs = (reply: Reply | null) => reply;
const NOTHING: Decided = { command: null, decision: null, say: asItIs };

/** Decides what to do for a message: late ones, groups, reactions and system notices get no reply. */
export function decide(
  message: IncomingMessage,
  known: Pick<Situation, "sender" | "facts" | "now" | "commands">,
): Decided {
  if (message.isInGroup) return NOTHING;
  const { commands, facts, now } = known;
  const { said, question } = readAnswer(message.said);
  const words = readSaid(said, commands);
  const found = findByName(words, commands);
  const word = found?.name ?? words.line;
  const situation = { ...known, word, question, text: message.text, sentAt: message.sentAt };
  const command = message.manner === "answer" ? toTemplate(found?.command) : findCommand(words, commands);
  const getsNoReply =
    message.sentAt < minutesBefore(now, REPLY_LIFETIME_MINUTES) || message.manner === "silent";
  if (getsNoReply) return withoutReply(command, situation, null);
  if (isTooTalkative(facts)) return withoutReply(command, situation, quietReply(situation));
  const say = (reply: Reply | null) => remindToLink(situation, reply);
  if (command) return { command: command.name, decision: command.decide(situation), say };
  if (message.manner === "answer") return NOTHING;
  if (message.manner === "words") return { command: null, decision: notUnderstood(commands), say };
  if (wasSaid(facts, "media", minutesBefore(now, BURST_MINUTES))) return NOTHING;
  const text = `📎 I can only read text messages.\n\n${listCommands(commands)}`;
  return { command: null, decision: { purpose: "media", text }, say: asItIs };
}

/** The command that a template's button asks for; what answers a question of ours, or is a code, was said to the template. */
function toTemplate(command: Command | undefined): Command | null {
  return !command || command.isAnswer || command.understands ? null : command;
}

/** Keeps of what a command decides only the change that counts although no reply is due. */
function withoutReply(command: Command | null, situation: Situation, instead: Reply | null): Decided {
  const decision = command?.decide(situation) ?? null;
  const isKept = isChange(decision) && decision.isDueAlways;
  return { command: command?.name ?? null, decision: isKept ? decision : null, say: () => instead };
}

/**
 * Of what was tapped, a STOP wherever it is, else the payload where that is a word of ours, else the label; all else is
 * said in one place.
 */
function readSaid(said: string[], commands: readonly Command[]): Words {
  const places = said.map(readWords);
  const isStop = (place: Words) => findByName(place, commands)?.command.isHeardInSentence;
  const isOurs = (place: Words) => findByName(place, commands) !== null;
  return places.find(isStop) ?? places.find(isOurs) ?? places.at(-1) ?? readWords("");
}
