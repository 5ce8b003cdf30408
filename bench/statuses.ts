import { fillStatuses } from "./backlog.ts";
import { type Line, toLine } from "./figures.ts";
import { UNLIMITED } from "./settings.ts";
import type { Size } from "./sizes.ts";
import type { Stage } from "./stage.ts";
import { countDone, workByTurns } from "./work.ts";

/** How many statuses a second one worker applies. */
export async function measureStatuses(stage: Stage, { rounds, reported }: Size): Promise<Line[]> {
  const results = await workByTurns(stage, rounds, {
    fill: () => fillStatuses(stage.database, reported),
    isDone: "not exists (select from webhook_events where state = 'pending' and lane is null)",
    messagesPerSecond: UNLIMITED,
    floor: "bench/floors/statuses.ts",
    tell: async (seconds) => (await countDone(stage)) / seconds,
  });
  const name = `${(reported * 3).toLocaleString("en-US")} statuses, three a message: applied`;
  const aims = { ours: { atLeast: 10_000 } };
  return [toLine(results, { name, unit: "statuses/s", pick: (rate) => rate, aims })];
}
