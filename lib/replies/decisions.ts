import type { Command } from "../bot/command.ts";
import { decide } from "../bot/decide.ts";
import { isChange, isLater, type Question } from "../bot/decision.ts";
import { type Facts, minutesBefore } from "../bot/facts.ts";
import type { Db } from "../db.ts";
import type { Reply } from "../outbox/reply.ts";
import { findPersonById, type Person } from "../people/identities.ts";
import { upsertSenders } from "../people/identity-upserts.ts";
import { type Conversation, type ReadMessage, senderOf } from "./conversations.ts";
import { applyChange } from "./effects.ts";
import { followNotice, isNotice } from "./identity-notices.ts";
import { loadFacts } from "./load-facts.ts";

/** A message and what was decided for it. */
export interface DecidedMessage extends ReadMessage {
  /** Who wrote it; null where that is nobody whom we know. */
  sender: Person | null;
  reply: Reply | null;
  /** What another system is to be asked before there is a reply, and the command that asks. */
  later: { command: string; question: Question } | null;
}

/** What was decided for many people's messages, and the lanes of those who have to be worked on alone. */
interface Decisions {
  decided: DecidedMessage[];
  unclear: string[];
}

interface Speaker {
  sender: Person;
  facts: Facts;
}

/** What is known of the conversation of someone who is new. */
const NO_FACTS: Facts = { messagesInLastMinute: 0, lastSaidAt: new Map(), isAsked: false };

/** Changes take statements of their own: after so many, what asks for another waits for the next transaction. */
const MAX_CHANGES = 100;

/**
 * Decides on the messages of people, each person's in order, and applies the changes on the way, so that the next message
 * sees them. Where there are too many changes for one transaction, the last messages are left out.
 */
export async function decideMessages(
  tx: Db,
  conversations: Conversation[],
  now: Date,
  commands: readonly Command[],
): Promise<Decisions> {
  const isWriting = ({ messages }: Conversation) => !messages.some(({ message }) => isNotice(message));
  const decisions = await decideWritten(tx, conversations.filter(isWriting), now, commands);
  for (const { messages } of conversations.filter((conversation) => !isWriting(conversation)))
    for (const { event, message } of messages) {
      const sender = await followNotice(tx, message, now);
      decisions.decided.push({ event, message, sender, reply: null, later: null });
    }
  return decisions;
}

async function decideWritten(
  tx: Db,
  conversations: Conversation[],
  now: Date,
  commands: readonly Command[],
): Promise<Decisions> {
  if (conversations.length === 0) return { decided: [], unclear: [] };
  const people = await upsertSenders(tx, conversations.map(senderOf));
  const facts = await loadFacts(
    tx,
    people.flatMap((person) => (person && !person.isNew ? person.id : [])),
    now,
  );
  const decisions: Decisions = { decided: [], unclear: [] };
  const budget = { changes: MAX_CHANGES };
  for (const [at, { lane, messages }] of conversations.entries()) {
    const sender = people[at];
    const known = sender && (sender.isNew ? NO_FACTS : facts.get(sender.id));
    if (!known) decisions.unclear.push(lane);
    else
      decisions.decided.push(
        ...(await decideInOrder(tx, messages, { sender, facts: known }, { now, commands }, budget)),
      );
  }
  return decisions;
}

async function decideInOrder(
  tx: Db,
  messages: ReadMessage[],
  speaker: Speaker,
  { now, commands }: { now: Date; commands: readonly Command[] },
  budget: { changes: number },
): Promise<DecidedMessage[]> {
  const decided: DecidedMessage[] = [];
  let { sender, facts } = speaker;
  for (const { event, message } of messages) {
    facts = withMessage(facts, event.receivedAt, now);
    const { decision, say, command } = decide(message, { sender, facts, now, commands });
    let reply: Reply | null = null;
    if (isChange(decision)) {
      if (budget.changes === 0) break;
      budget.changes -= 1;
      reply = say(await applyChange(tx, decision, sender, now));
    } else if (!isLater(decision)) reply = say(decision);
    const later = isLater(decision) && command ? { command, question: decision.later } : null;
    decided.push({ event, message, sender, reply, later });
    facts = withReply(facts, reply, now);
    const isStale = isChange(decision) && decided.length < messages.length;
    if (isStale) ({ sender, facts } = await reload(tx, { sender, facts }, now));
  }
  return decided;
}

function withMessage(facts: Facts, receivedAt: Date, now: Date): Facts {
  const isRecent = receivedAt > minutesBefore(now, 1);
  return isRecent ? { ...facts, messagesInLastMinute: facts.messagesInLastMinute + 1 } : facts;
}

function withReply(facts: Facts, reply: Reply | null, now: Date): Facts {
  return reply ? { ...facts, lastSaidAt: new Map(facts.lastSaidAt).set(reply.purpose, now) } : facts;
}

/** The person as a change has left them; what was said in this transaction stays known, though it is in no table yet. */
async function reload(tx: Db, { sender: { id }, facts }: Speaker, now: Date): Promise<Speaker> {
  const sender = await findPersonById(tx, id);
  const fresh = (await loadFacts(tx, [id], now)).get(id);
  if (!sender || !fresh) throw new Error("A person who is being replied to is not there any more.");
  return { sender, facts: { ...facts, isAsked: fresh.isAsked } };
}
