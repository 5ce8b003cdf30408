import { BURST_LANE, fillInbox } from "./backlog.ts";
import { type Line, toLine } from "./figures.ts";
import type { Size } from "./sizes.ts";
import type { Stage } from "./stage.ts";
import { ALL_ANSWERED, countDone, workByTurns } from "./work.ts";

/** What the product sends a second unless told otherwise; the replies go out meanwhile. */
const MESSAGES_PER_SECOND = 80;

/** How many messages a second one worker answers when very many wait, and how long one sender's burst among them took. */
export async function measureDrain(stage: Stage, { rounds, backlog }: Size): Promise<Line[]> {
  const results = await workByTurns(stage, rounds, {
    fill: () => fillInbox(stage.database, backlog),
    isDone: ALL_ANSWERED,
    messagesPerSecond: MESSAGES_PER_SECOND,
    floor: "bench/floors/inbox.ts",
    tell: async (seconds) => ({
      rate: (await countDone(stage)) / seconds,
      burstSeconds: await timeBurst(stage),
    }),
  });
  const [messages, people] = [backlog.messages, backlog.senders].map((count) =>
    count.toLocaleString("en-US"),
  );
  return [
    toLine(results, {
      name: `backlog, ${messages} messages of ${people} people: answered`,
      unit: "messages/s",
      pick: ({ rate }) => rate,
      aims: { ours: { atLeast: 2500 } },
    }),
    toLine(results, {
      name: `${backlog.burst} of them in a row by one person: from the first to the last`,
      unit: "s",
      pick: ({ burstSeconds }) => burstSeconds,
    }),
  ];
}

async function timeBurst({ database }: Stage): Promise<number> {
  const { rows } = await database.query<{ seconds: number | null }>(
    `select extract(epoch from max(processed_at) - min(processed_at))::float as seconds from webhook_events
     where lane = $1 and state = 'done'`,
    [BURST_LANE],
  );
  return rows[0]?.seconds ?? Number.NaN;
}
