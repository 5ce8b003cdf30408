import { type Line, quantile, toLine } from "./figures.ts";
import type { Load, LoadResult } from "./load.ts";
import type { Size } from "./sizes.ts";
import type { Program, Stage } from "./stage.ts";
import { takeTurns } from "./turns.ts";

const SENDERS = 20_000;
/** Enough for a server's code to be compiled as well as it will be. */
const WARM_UP_SECONDS = 6;
const CHAT_SDK = "Chat SDK, stores nothing";

const closed = { connections: 32, senders: SENDERS };
const loads = {
  one: { ...closed, eventsPerPost: 1 },
  ten: { ...closed, eventsPerPost: 10 },
  steady: { connections: 64, senders: SENDERS, eventsPerPost: 1, rate: 500 },
} satisfies Record<string, Omit<Load, "port" | "seconds">>;

type Results = Partial<Record<keyof typeof loads, LoadResult>>;

const eventsPerSecond = (result: LoadResult | undefined, eventsPerPost: number) =>
  result ? ((result.posts - result.refused) * eventsPerPost) / result.seconds : Number.NaN;
const latency = (result: LoadResult | undefined, share: number) => quantile(result?.latencies ?? [], share);

/** What the webhook takes and how fast it answers, beside the floor and beside other people's, which store nothing. */
export async function measureIngest(stage: Stage, { rounds, loadSeconds: seconds }: Size): Promise<Line[]> {
  const turn = (start: () => Promise<Program>, names: (keyof typeof loads)[]) => async () => {
    const server = await start();
    const results: Results = {};
    await stage.load({ ...loads.one, port: server.port, seconds: WARM_UP_SECONDS });
    for (const name of names) {
      await stage.clear();
      results[name] = await stage.load({ ...loads[name], port: server.port, seconds });
    }
    await server.stop();
    return results;
  };
  const results = await takeTurns(rounds, {
    ours: turn(stage.startWebServer, ["one", "ten", "steady"]),
    floor: turn(() => stage.startProgram("bench/floors/webhook.ts"), ["one", "ten", "steady"]),
    [CHAT_SDK]: turn(() => stage.startProgram("bench/peers/chat-sdk.ts"), ["one", "steady"]),
    "whatsapp-api-js, stores nothing": turn(
      () => stage.startProgram("bench/peers/whatsapp-api-js.ts"),
      ["one", "steady"],
    ),
  });
  const storing = { ours: results.ours ?? [], floor: results.floor ?? [] };
  const floor = { atLeast: 0.85 };
  return [
    toLine(results, {
      name: "ingest, 1 event a POST, 32 connections",
      unit: "events/s",
      pick: ({ one }) => eventsPerSecond(one, 1),
      aims: { floor, [CHAT_SDK]: { atLeast: 6 } },
    }),
    toLine(storing, {
      name: "ingest, 10 events a POST, 32 connections",
      unit: "events/s",
      pick: ({ ten }) => eventsPerSecond(ten, 10),
      aims: { floor },
    }),
    toLine(results, {
      name: "answer at 500 POST/s, p50",
      unit: "ms",
      pick: ({ steady }) => latency(steady, 0.5),
    }),
    toLine(results, {
      name: "answer at 500 POST/s, p99",
      unit: "ms",
      pick: ({ steady }) => latency(steady, 0.99),
      aims: { ours: { atMost: 50 } },
    }),
    toLine(results, {
      name: "refused at 500 POST/s",
      unit: "POSTs",
      pick: ({ steady }) => steady?.refused ?? Number.NaN,
      aims: { ours: { atMost: 0 } },
    }),
  ];
}
