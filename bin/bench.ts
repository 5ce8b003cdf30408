import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { type Line, toTable } from "../bench/figures.ts";
import { measureIngest } from "../bench/ingest.ts";
import { setStage } from "../bench/stage.ts";
import { measureDrain, measureReplies, measureSends, measureStatuses } from "../bench/work.ts";
import { build } from "./build.ts";
import { say } from "./console.ts";
import { runCommand } from "./run-command.ts";
import { onStop } from "./stop-signals.ts";

const HELP = `npm run bench -- [--only ingest,statuses,sends,replies,drain] [--rounds 3] [--seconds 5] [--rate 100]
  [--statuses 20000] [--backlog 5000] [--senders 500] [--limit 300]`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean", default: false },
    only: { type: "string", default: "ingest,statuses,sends,replies,drain" },
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "5" },
    rate: { type: "string", default: "100" },
    statuses: { type: "string", default: "20000" },
    backlog: { type: "string", default: "5000" },
    senders: { type: "string", default: "500" },
    limit: { type: "string", default: "300" },
  },
});
const [rounds, seconds, rate] = [values.rounds, values.seconds, values.rate].map(Number) as [
  number,
  number,
  number,
];

let stop = async () => {};

async function run(): Promise<void> {
  if (values.help) return say(HELP);
  if (await build()) say("Built.");
  const stage = await setStage();
  stop = stage.stop;
  const limitSeconds = Number(values.limit);
  const parts: Record<string, () => Promise<Line[]>> = {
    ingest: () => measureIngest(stage, { rounds, seconds }),
    statuses: () => measureStatuses(stage, rounds, Number(values.statuses)),
    sends: () => measureSends(stage, { rounds, messages: Number(values.backlog), limitSeconds }),
    replies: () => measureReplies(stage, { rounds, seconds, rate }),
    drain: async () => [
      ...(await measureDrain(stage, {
        rounds,
        messages: Number(values.backlog),
        senders: Number(values.senders),
        limitSeconds,
      })),
      ...(await measureDrain(stage, { rounds: 1, messages: 300, senders: 1, limitSeconds })),
    ],
  };
  const lines: Line[] = [];
  try {
    for (const name of values.only.split(",")) {
      say(`Measuring: ${name}…`);
      lines.push(...((await parts[name]?.()) ?? []));
    }
  } finally {
    await stop();
  }
  say(`\n${toTable(lines)}\n`);
  say(`${availableParallelism()} processors, PostgreSQL with fsync, load and all processes on one machine.`);
}

onStop(async () => {
  await stop().catch(() => {});
  process.exit(130);
});
await runCommand(run);
