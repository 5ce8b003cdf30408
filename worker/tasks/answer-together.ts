import type pg from "pg";
import { answer } from "#lib/bot/answer";
import { loadHistories, type RememberedHistory } from "#lib/bot/remembered";
import { crashPoint } from "#lib/crash-points";
import type { Db } from "#lib/db";
import { findMessages, type PendingMessage } from "#lib/inbox/inbox";
import { type AnsweredMessage, commitAnswers } from "#lib/inbox/inbox-batch";
import { type LeasedLane, requireLanes } from "#lib/lanes";
import type { Person } from "#lib/people/identities";
import { meetPeople, type Sender } from "#lib/people/identities-batch";
import { sqlTransaction } from "#lib/sql";
import { type IncomingMessage, readIncomingMessage } from "#lib/whatsapp/webhook/message";

type ReadMessage = { event: PendingMessage; message: IncomingMessage };

/** What a command meets that asks for a transaction where many people are answered in one. */
class NeedsCareError extends Error {
  override name = "NeedsCareError";
}

/** Stands for the transaction while answers are thought out: a command that touches it is run again, by itself. */
const untouchable = new Proxy({} as Db, {
  get: () => {
    throw new NeedsCareError("This command has effects of its own.");
  },
});

/** What came of answering together: what was answered, and the lanes of which something was left out. */
export interface AnsweredTogether {
  answered: AnsweredMessage[];
  careful: LeasedLane[];
}

/**
 * Answers the due messages of many people, up to `perLane` of each, in one transaction; all effects are kept, or none. What it leaves out needs
 * care: messages that were tried before, that cannot be read, whose sender is unclear or whose command has effects of
 * its own.
 */
export function answerTogether(lanes: LeasedLane[], perLane: number): Promise<AnsweredTogether> {
  return sqlTransaction(async (client) => {
    const now = await requireLanes(client, lanes);
    const events = await findMessages(
      client,
      lanes.map(({ key }) => key),
      perLane,
    );
    crashPoint("after_claim");
    const byLane = Map.groupBy(events, ({ lane }) => lane);
    const readable = [...byLane.values()].flatMap((ofLane) => {
      const messages = readAll(ofLane);
      return messages ? [messages] : [];
    });
    const answered = readable.length > 0 ? await answerReadable(client, readable, now) : [];
    for (const { event } of answered) byLane.delete(event.lane);
    return { answered, careful: lanes.filter(({ key }) => byLane.has(key)) };
  });
}

async function answerReadable(
  client: pg.ClientBase,
  readable: ReadMessage[][],
  now: Date,
): Promise<AnsweredMessage[]> {
  const people = await meetPeople(client, readable.map(toSender));
  const ids = people.flatMap((person) => person?.id ?? []);
  const histories = await loadHistories(client, ids, now);
  const answered: AnsweredMessage[] = [];
  for (const [at, messages] of readable.entries()) {
    const person = people[at];
    const history = person && histories.get(person.id);
    if (history) answered.push(...(await thinkOut(messages, person, history, now)));
  }
  if (answered.length > 0) await commitAnswers(client, answered, now);
  return answered;
}

/** A lane's messages, or null where one of them needs care. */
function readAll(events: PendingMessage[]): ReadMessage[] | null {
  try {
    const messages = events.map((event) => ({
      event,
      message: readIncomingMessage(event.payload, event.receivedAt),
    }));
    const addresses = new Set(messages.map(({ message: { sender } }) => `${sender.phone} ${sender.bsuid}`));
    const isPlain = messages.every(
      ({ event, message: { sender, type } }) =>
        event.attempts === 0 && type !== "system" && (sender.phone !== null || sender.bsuid !== null),
    );
    return isPlain && addresses.size === 1 ? messages : null;
  } catch {
    return null;
  }
}

function toSender(messages: ReadMessage[]): Sender {
  const last = messages.at(-1)?.message;
  const wroteAt = messages
    .filter(({ message }) => message.opensWindow)
    .map(({ message }) => message.sentAt)
    .sort((a, b) => b.getTime() - a.getTime())[0];
  const latest = (told: "profileName" | "username") =>
    messages.findLast(({ message }) => message[told])?.message[told] ?? null;
  return {
    address: last?.sender ?? { phone: null, bsuid: null },
    profileName: latest("profileName"),
    username: latest("username"),
    wroteAt: wroteAt ?? null,
  };
}

async function thinkOut(
  messages: ReadMessage[],
  sender: Person,
  history: RememberedHistory,
  now: Date,
): Promise<AnsweredMessage[]> {
  const answered: AnsweredMessage[] = [];
  try {
    for (const { event, message } of messages) {
      history.noteInbound(event.receivedAt);
      const reply = await answer(message, { sender, now, sentAt: message.sentAt, history, tx: untouchable });
      if (reply) history.noteHeard(reply.purpose, now);
      answered.push({ event, message, sender, reply });
    }
  } catch (error) {
    if (error instanceof NeedsCareError) return [];
    throw error;
  }
  return answered;
}
