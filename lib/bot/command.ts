import type { Db } from "../db.ts";
import type { Reply } from "../outbox/reply.ts";
import type { Person } from "../people/identities.ts";
import type { History } from "./history.ts";

/** What a command is told: who wrote, when, and the transaction that its effects belong to. */
export interface CommandContext {
  sender: Person;
  now: Date;
  /** When they wrote it. */
  sentAt: Date;
  /** What they wrote, as commands are compared: its first line, or the word of ours that it was heard as. */
  word: string;
  tx: Db;
  history: History;
}

/** One thing that a person can ask the bot for by a word. */
export interface Command {
  name: string;
  /** Other words that mean the same. */
  aliases: string[];
  /**
   * Whether its words count as the first sentence of a longer text, beside a please, and beside other words on what was
   * tapped, too: a STOP with a reason after it is a STOP.
   */
  isHeardInSentence?: true;
  /** Whether it is meant by what is none of its words, such as a code. */
  understands?(word: string): boolean;
  /** What it does, as help says it; null keeps it out of the list. */
  summary: string | null;
  /** What it changes even where it gets no answer: a STOP counts however late it comes and however many came before. */
  effect?(context: CommandContext): Promise<void>;
  /** What to answer; null says nothing. */
  run(context: CommandContext): Promise<Reply | null> | Reply | null;
}
