import { type Line, quantile, toLine } from "./figures.ts";
import { UNLIMITED } from "./settings.ts";
import type { Size } from "./sizes.ts";
import type { Program, Stage } from "./stage.ts";
import { takeTurns } from "./turns.ts";
import { ALL_ANSWERED, ALL_SENT, waitUntil } from "./work.ts";

const PER_SECOND = 100;
const WARM_UP_SECONDS = 2;

/** How long it takes from when a message is due to be posted until the answer to it reaches the Graph API. Each person writes once. */
export async function measureReplies(stage: Stage, { rounds, replySeconds: seconds }: Size): Promise<Line[]> {
  const senders = PER_SECOND * (seconds + WARM_UP_SECONDS) * 2;
  const load = { connections: 32, eventsPerPost: 1, senders, rate: PER_SECOND };

  const turn = (start: () => Promise<Program[]>) => async () => {
    await stage.clear();
    const programs = await start();
    const port = programs[0]?.port ?? 0;
    await stage.load({ ...load, port, seconds: WARM_UP_SECONDS });
    await waitUntil(stage, `${ALL_ANSWERED} and ${ALL_SENT}`);
    await stage.takeArrivals();
    const { dueAt } = await stage.load({ ...load, port, seconds });
    await waitUntil(stage, `${ALL_ANSWERED} and ${ALL_SENT}`);
    const arrivals = new Map(await stage.takeArrivals());
    await Promise.all(programs.map((program) => program.stop()));
    return dueAt.map(([phone, due]) => (arrivals.get(phone) ?? Number.POSITIVE_INFINITY) - due);
  };

  const results = await takeTurns(rounds, {
    ours: turn(async () => [await stage.startWebServer(), await stage.startWorker(UNLIMITED)]),
    floor: turn(async () => [await stage.startProgram("bench/floors/replies.ts")]),
  });
  const name = `reply at ${PER_SECOND} messages/s, POST to Graph call`;
  const line = (share: number, atMost: number) =>
    toLine(results, {
      name: `${name}, p${share * 100}`,
      unit: "ms",
      pick: (latencies) => quantile(latencies, share),
      aims: { ours: { atMost } },
    });
  return [line(0.5, 20), line(0.99, 100)];
}
