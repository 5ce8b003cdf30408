import type { Reply } from "../outbox/reply.ts";
import type { Person } from "../people/identities.ts";
import type { Change, Later, Question } from "./decision.ts";
import type { Facts } from "./facts.ts";

/** What a command decides by. */
export interface Situation {
  /** What they wrote, as commands are compared: its first line, or the word of ours that it was recognised as. */
  word: string;
  /** All that they wrote; null where it is no text. */
  text: string | null;
  /** The question that a tapped answer names; null for all that is typed. */
  question: string | null;
  /** When they wrote it. */
  sentAt: Date;
  sender: Person;
  facts: Facts;
  now: Date;
  /** All commands, which help lists. */
  commands: readonly Command[];
}

/** One thing that a person can ask the bot for by a word. How to add one: docs/commands.md. */
export type Command = PromptCommand | AskingCommand;

/** What every command has, however it replies. */
interface NamedCommand {
  name: string;
  /** Other words that mean the same. */
  aliases: string[];
  /**
   * Whether its words count as the first sentence of a longer text, beside a please, and beside other words on what was
   * tapped, too: a STOP with a reason after it is a STOP.
   */
  isHeardInSentence?: true;
  /** Whether it answers a question of the bot's: a template's button with its word answers the template instead. */
  isAnswer?: true;
  /** Whether it is meant by what is none of its words, such as a code. */
  understands?(word: string): boolean;
  /** What it does, as help says it; null keeps it out of the list. */
  summary: string | null;
}

/** A command that can reply by itself. */
export interface PromptCommand extends NamedCommand {
  /** What to do, from what is known and the settings alone: no database, no network, no clock. */
  decide(situation: Situation): Reply | Change | null;
  ask?: never;
}

/** A command that asks another system. */
interface AskingCommand extends NamedCommand {
  /** As that of others; it may also say what is to be asked later. */
  decide(situation: Situation): Reply | Change | Later | null;
  /**
   * Asks another system what `decide` put into `later`, and makes the reply. Called outside of any transaction, given up
   * at the signal after ten seconds, and called again some times where it fails: it must not matter how often it runs.
   */
  ask(question: Question, signal: AbortSignal): Promise<Reply>;
}
