import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { projectRoot } from "../bin/project.ts";

/** What a process writes that runs these lines after it put what is printed into its log. */
function run(lines: string): string[] {
  const program = `import { logWhatIsPrinted } from "./server/printed.ts"; logWhatIsPrinted(); ${lines}`;
  const words = ["--input-type=module", "--eval", program];
  const env = { ...process.env, LOG_LEVEL: "info" };
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: projectRoot, env, encoding: "utf8" });
  return (stdout + stderr).split("\n").filter(Boolean);
}

test("what Next prints of a request is one line of JSON, without what was sent", () => {
  const lines = run(`
    console.error(new Error("token abc +4915123456789\\nat secret"));
    console.error("Failed to find Server Action 4915123456789.\\nRead more: secret", new TypeError("secret"));
    console.warn({ text: "secret" });
    process.emitWarning("secret");`);
  expect(lines.length).toBeGreaterThanOrEqual(4);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ msg: expect.any(String) });
  expect(lines.join("\n")).not.toMatch(/secret|abc|4915123456789/);
});

test("of callers who hang up nothing is said", () => {
  const lines = run(`console.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));`);
  expect(lines).toEqual([]);
});
