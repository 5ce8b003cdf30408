import { type Line, quantile, toLine } from "./figures.ts";
import { UNLIMITED } from "./settings.ts";
import type { Size } from "./sizes.ts";
import type { Program, Stage } from "./stage.ts";
import { takeTurns } from "./turns.ts";
import { ALL_ANSWERED, ALL_SENT, waitUntil } from "./work.ts";

/** Messages a second: many, and so few that there is nothing else to do. */
const BUSY = 100;
const IDLE = 5;
const WARM_UP_SECONDS = 2;

type Latencies = Record<"busy" | "idle", number[]>;

/** How long it takes from when a message is due to be posted until the answer to it reaches the Graph API. Each person writes once. */
export async function measureReplies(stage: Stage, { rounds, replySeconds: seconds }: Size): Promise<Line[]> {
  const senders = BUSY * (seconds + WARM_UP_SECONDS) * 3;

  const post = async (port: number, rate: number, forSeconds: number) => {
    // Few enough for each to be used again before a server closes it.
    const connections = rate === IDLE ? 2 : 32;
    const load = { port, connections, eventsPerPost: 1, senders, rate, seconds: forSeconds };
    const { dueAt } = await stage.load(load);
    await waitUntil(stage, `${ALL_ANSWERED} and ${ALL_SENT}`);
    const arrivals = new Map(await stage.takeArrivals());
    return dueAt.map(([phone, due]) => (arrivals.get(phone) ?? Number.POSITIVE_INFINITY) - due);
  };
  const turn = (start: () => Promise<Program[]>) => async (): Promise<Latencies> => {
    await stage.clear();
    const programs = await start();
    const port = programs[0]?.port ?? 0;
    await post(port, BUSY, WARM_UP_SECONDS);
    const latencies = { busy: await post(port, BUSY, seconds), idle: await post(port, IDLE, seconds) };
    await Promise.all(programs.map((program) => program.stop()));
    return latencies;
  };

  const results = await takeTurns(rounds, {
    ours: turn(async () => [await stage.startWebServer(), await stage.startWorker(UNLIMITED)]),
    floor: turn(async () => [await stage.startProgram("bench/floors/replies.ts")]),
  });
  const line = (load: keyof Latencies, share: number, atMost: number) =>
    toLine(results, {
      name: `reply at ${load === "busy" ? BUSY : IDLE} messages/s, POST to Graph call, p${share * 100}`,
      unit: "ms",
      pick: (latencies) => quantile(latencies[load], share),
      aims: { ours: { atMost } },
    });
  return [line("busy", 0.5, 20), line("busy", 0.99, 60), line("idle", 0.5, 10)];
}
