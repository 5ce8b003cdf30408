import { parseArgs } from "node:util";
import { build } from "../bin/build.ts";
import { complain, say } from "../bin/console.ts";
import { runCommand } from "../bin/run-command.ts";
import { onStop } from "../server/stop-signals.ts";
import { measureBulk } from "./bulk.ts";
import { measureDrain } from "./drain.ts";
import type { Line } from "./figures.ts";
import { measureIngest } from "./ingest.ts";
import { describeMachine } from "./machine.ts";
import { measureReplies } from "./replies.ts";
import { measureSending } from "./sending.ts";
import { FULL, SHORT, type Size } from "./sizes.ts";
import { type Stage, setStage } from "./stage.ts";
import { measureStatuses } from "./statuses.ts";
import { toTable } from "./table.ts";

const PARTS: Record<string, (stage: Stage, size: Size) => Promise<Line[]>> = {
  ingest: measureIngest,
  replies: measureReplies,
  drain: measureDrain,
  statuses: measureStatuses,
  sending: measureSending,
  bulk: measureBulk,
};

/** Something hangs when it takes longer. */
const LIMIT_MINUTES = 25;

const HELP = `npm run bench -- [--short] [--only ${Object.keys(PARTS).join(",")}]`;

const LEGEND = `ours: the product, built, with its settings for production. floor: the least that the same work can cost here, bare
node:http, HMAC and SQL through pg (bench/floors). The others take the same signed POSTs, store nothing, and answer
nothing (bench/peers). Latency counts from when a POST was due, also while it had to wait for the server.`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
    only: { type: "string", default: Object.keys(PARTS).join(",") },
  },
});

let setting: Promise<Stage> | undefined;

async function run(): Promise<void> {
  if (values.help) return say(HELP);
  const parts = values.only.split(",").map((name) => {
    const measure = PARTS[name];
    if (!measure) throw new Error(`There is no part "${name}". ${HELP}`);
    return { name, measure };
  });
  if (await build()) say("Built.");
  setting = setStage();
  const stage = await setting;
  const lines: Line[] = [];
  try {
    say(await describeMachine(stage));
    for (const { name, measure } of parts) {
      say(`Measuring: ${name}…`);
      lines.push(...(await measure(stage, values.short ? SHORT : FULL)));
    }
  } finally {
    await stage.stop();
  }
  say(`\n${toTable(lines)}\n\n${LEGEND}`);
}

async function breakOff(code: number): Promise<never> {
  await setting?.then((stage) => stage.stop()).catch(() => {});
  process.exit(code);
}

setTimeout(() => {
  complain(`The bench has taken ${LIMIT_MINUTES} minutes and is broken off.`);
  void breakOff(1);
}, LIMIT_MINUTES * 60_000).unref();
onStop(() => breakOff(130));
await runCommand(run);
