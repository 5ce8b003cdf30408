import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "#lib/errors";
import { onStop } from "../server/stop-signals.ts";
import { say } from "./console.ts";
import { sweepThrowaways } from "./database/throwaway-postgres.ts";
import { generate } from "./generate.ts";
import { endAll } from "./test/run.ts";
import {
  buildStage,
  endToEndStage,
  lintStage,
  type Outcome,
  proveStage,
  type Stage,
  typesStage,
  unitStage,
} from "./test/stages.ts";

const PARTS: Record<string, Stage[]> = {
  lint: [lintStage],
  types: [typesStage],
  unit: [unitStage],
  build: [buildStage],
  prove: [buildStage, proveStage],
  e2e: [buildStage, endToEndStage],
};
/** Stages that stand together run at the same time. What proves by time runs alone. */
const ALL = [[lintStage, buildStage], [typesStage], [unitStage], [proveStage], [endToEndStage]];

function show({ name, passed, failed, output, seconds }: Outcome): void {
  say(`${name.padEnd(8)}${passed} passed${failed > 0 ? `, ${failed} FAILED` : ""} (${seconds.toFixed(1)} s)`);
  if (failed > 0) say(`\n${output.trim()}\n`);
}

async function runStage(stage: Stage, folder: string): Promise<Outcome> {
  const begun = performance.now();
  const timed = (outcome: Omit<Outcome, "seconds">) => ({
    ...outcome,
    seconds: (performance.now() - begun) / 1000,
  });
  try {
    return timed({ name: stage.name, ...(await stage.run(folder)) });
  } catch (error) {
    const output = reasonOf(error);
    return timed({ name: stage.name, passed: 0, failed: 1, failures: [], output });
  }
}

const words = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const unknown = words.find((word) => !PARTS[word]);
if (unknown) {
  say(`There is no part ${unknown}. Parts: ${Object.keys(PARTS).join(", ")}.`);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), "yeebitz-test-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
onStop(async () => {
  endAll();
  await sleep(200);
  await sweepThrowaways();
  process.exit(130);
});

await generate();
const chosen = new Set(words.flatMap((word) => PARTS[word] ?? []));
const groups = words.length > 0 ? [...chosen].map((stage) => [stage]) : ALL;
let passed = 0;
let failed = 0;
const failures: string[] = [];

async function runAndShow(stage: Stage): Promise<void> {
  const outcome = await runStage(stage, folder);
  show(outcome);
  passed += outcome.passed;
  failed += outcome.failed;
  if (outcome.failed > 0)
    failures.push(...(outcome.failures.length > 0 ? outcome.failures : [`the stage ${outcome.name}`]));
}

for (const group of groups) await Promise.all(group.map(runAndShow));
await sweepThrowaways();
if (failures.length > 0) say(`\nFailed:\n${failures.map((failure) => `- ${failure}`).join("\n")}`);
say(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
