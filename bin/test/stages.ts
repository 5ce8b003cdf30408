import { join } from "node:path";
import { projectPath, readOrEmpty } from "../project.ts";
import { findOrInstallChromium } from "./chromium.ts";
import { type Counts, countPlaywright, countProof, countVitest } from "./counts.ts";
import { testEnvironment } from "./environment.ts";
import { runNode } from "./run.ts";

/** What came of a stage; `output` is shown when something failed. */
export type Outcome = Counts & { name: string; output: string; seconds: number };

/** A part of `npm test`; it gets a temporary folder for what it writes. */
export type Stage = { name: string; run: (folder: string) => Promise<Counts & { output: string }> };

const modules = (...parts: string[]) => projectPath("node_modules", ...parts);

function one({ code, output }: { code: number; output: string }): Counts & { output: string } {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, failures: [], output };
}

/** What a runner's JSON report says; a runner that failed without naming a test counts as one failure. */
function counted(code: number, output: string, reportFile: string, count: (report: unknown) => Counts) {
  const content = readOrEmpty(reportFile);
  if (content === "") return { passed: 0, failed: 1, failures: [], output };
  const counts = count(JSON.parse(content));
  return { ...counts, failed: counts.failed === 0 && code !== 0 ? 1 : counts.failed, output };
}

/** Style and import directions. */
export const lintStage: Stage = {
  name: "lint",
  run: async () =>
    one(await runNode([modules("@biomejs", "biome", "bin", "biome"), "check", "."], testEnvironment())),
};

/** Types of everything; Next writes those of the routes first, and the peers of the bench have packages of their own. */
export const typesStage: Stage = {
  name: "types",
  run: async () => {
    const typegen = await runNode([modules("next", "dist", "bin", "next"), "typegen"], testEnvironment());
    if (typegen.code !== 0) return one(typegen);
    const words = [modules("typescript", "bin", "tsc"), "--noEmit", "--incremental", "false"];
    const all = await runNode(words, testEnvironment());
    if (all.code !== 0) return one(all);
    return one(await runNode([...words, "--project", projectPath("bench", "peers")], testEnvironment()));
  },
};

/** The build that `npm start` would make, and uses afterwards. */
export const buildStage: Stage = {
  name: "build",
  run: async () => one(await runNode([projectPath("bin", "build.ts")], testEnvironment())),
};

/** Unit and integration tests, on a throw-away PostgreSQL. */
export const unitStage: Stage = {
  name: "unit",
  run: async (folder) => {
    const file = join(folder, "vitest.json");
    const words = [
      modules("vitest", "vitest.mjs"),
      "run",
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ];
    const { code, output } = await runNode(words, testEnvironment());
    return counted(code, output, file, countVitest);
  },
};

/** So many messages in each experiment, and so many experiments at once: enough to meet every kind of fault, in little more than a minute. */
const PROOF = ["E1", "E6", "crash-points", "--messages", "200", "--at-once", "3", "--seed", "7"];

/** What is promised about messages, while processes and the database are killed. */
export const proveStage: Stage = {
  name: "prove",
  run: async () => {
    const { code, output } = await runNode([projectPath("prove", "main.ts"), ...PROOF], testEnvironment());
    return { ...countProof(code, output), output };
  },
};

/** What a person does, in a browser, with the product as `npm start` starts it (e2e/setup.ts does). */
export const endToEndStage: Stage = {
  name: "e2e",
  run: async (folder) => {
    const file = join(folder, "playwright.json");
    const env = testEnvironment({
      PLAYWRIGHT_CHROMIUM_PATH: await findOrInstallChromium(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    });
    const words = [modules("@playwright", "test", "cli.js"), "test", "--reporter=line,json"];
    const { code, output } = await runNode(words, env);
    return counted(code, output, file, countPlaywright);
  },
};
