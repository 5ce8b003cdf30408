import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { throwDice } from "./dice.ts";
import type { Experiment, Line } from "./experiment.ts";
import { experiments } from "./experiments/index.ts";
import { startGraphDouble } from "./graph-double.ts";
import type { Options } from "./options.ts";
import { type System, startSystem } from "./system.ts";
import { type Mailbox, openMailbox } from "./webhooks.ts";

/** So many in a thousand may be left unresolved: the rare crash in the moment between marking and sending. */
const UNRESOLVED_PER_THOUSAND = 1;
const FEW = 3;

/** Whether a line is what was promised; what is left unresolved in numbers could hide a loss. */
function holds({ N, kills, lost, doubled, order_violations, unresolved, failed = 0 }: Line): boolean {
  const share = (N * UNRESOLVED_PER_THOUSAND) / 1000;
  const isSettled = unresolved <= Math.max(share, share < FEW ? Math.max(FEW, kills) : 0);
  return lost === 0 && doubled === 0 && order_violations === 0 && failed === 0 && isSettled;
}

const running = new Set<System>();

/** Ends what runs, its databases included, when the proof is broken off. */
export async function breakOff(): Promise<void> {
  await Promise.allSettled([...running].map((system) => system.stop()));
}

/** Carries out one experiment, with everything made for it alone. */
async function carryOut(experiment: Experiment, options: Options): Promise<Record<string, unknown> & Line> {
  const begun = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "connect-prove-"));
  const dice = throwDice(options.seed);
  let mailbox: Mailbox | undefined;
  const double = await startGraphDouble(dice, () => {
    if (!mailbox) throw new Error("Nothing is listening yet.");
    return mailbox;
  });
  const system = await startSystem({
    graphPort: double.port,
    folder,
    beside: options.beside,
    ...experiment.system,
  });
  running.add(system);
  mailbox = openMailbox(system.webhookPort, { keepAlive: experiment.isKeepAlive });
  try {
    const started = performance.now();
    const line = await experiment.run({
      dice,
      double,
      system,
      mailbox,
      isFull: options.isFull,
      size: (short, full) => options.messages ?? (options.isFull ? full : short),
    });
    const seconds = (from: number) => Math.round((performance.now() - from) / 100) / 10;
    return { ...line, secs: seconds(started), secs_with_start: seconds(begun), seed: options.seed };
  } finally {
    mailbox.close();
    double.close();
    running.delete(system);
    await system.stop();
    if (!options.keepsLogs) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    else process.stderr.write(`Logs: ${folder}\n`);
  }
}

/** Carries out the experiments that were asked for, some at once, printing a line for each; whether all of them held. */
export async function prove(options: Options): Promise<boolean> {
  const asked = experiments.filter(({ name }) => options.names.length === 0 || options.names.includes(name));
  let all = true;
  async function carryOutNext(): Promise<void> {
    for (let experiment = asked.shift(); experiment; experiment = asked.shift()) {
      const { name: experimentName } = experiment;
      try {
        const line = await carryOut(experiment, options);
        const isKept = holds(line);
        all &&= isKept;
        say({ experiment: experimentName, ...line, holds: isKept });
      } catch (error) {
        all = false;
        say({ experiment: experimentName, error: String(error), seed: options.seed, holds: false });
      }
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, carryOutNext));
  return all;
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
