import { answer } from "#lib/bot/answer";
import { loadHistories, type RememberedHistory } from "#lib/bot/remembered";
import { type Db, databaseNow, transaction } from "#lib/db";
import type { Person } from "#lib/identities";
import { meetPeople, type Sender } from "#lib/identities-batch";
import { type LeasedLane, requireLanes } from "#lib/lanes";
import type { PendingMessage } from "#lib/messaging/inbox";
import { type AnsweredMessage, commitAnswers } from "#lib/messaging/inbox-batch";
import { type IncomingMessage, readIncomingMessage } from "#lib/whatsapp/message";

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

/**
 * Answers messages of many people in one transaction; all effects are kept, or none. What it leaves out needs care:
 * messages that were tried before, that cannot be read, whose sender is unclear or whose command has effects of its own.
 */
export async function answerTogether(
  lanes: LeasedLane[],
  events: PendingMessage[],
): Promise<AnsweredMessage[]> {
  const readable = [...Map.groupBy(events, ({ lane }) => lane).values()].flatMap((ofLane) => {
    const messages = readAll(ofLane);
    return messages ? [messages] : [];
  });
  if (readable.length === 0) return [];
  return transaction(async (tx) => {
    await requireLanes(tx, lanes);
    const now = await databaseNow(tx);
    const people = await meetPeople(tx, readable.map(toSender));
    const ids = people.flatMap((person) => person?.id ?? []);
    const histories = await loadHistories(tx, ids, now);
    const answered: AnsweredMessage[] = [];
    for (const [at, messages] of readable.entries()) {
      const person = people[at];
      const history = person && histories.get(person.id);
      if (history) answered.push(...(await thinkOut(messages, person, history, now)));
    }
    if (answered.length > 0) await commitAnswers(tx, answered, now);
    return answered;
  });
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
        event.attempts === 1 && type !== "system" && (sender.phone !== null || sender.bsuid !== null),
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
  return {
    address: last?.sender ?? { phone: null, bsuid: null },
    profileName: messages.findLast(({ message }) => message.profileName)?.message.profileName ?? null,
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
