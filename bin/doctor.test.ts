import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, onTestFinished } from "vitest";
import { test } from "#lib/testing/fixtures";
import { projectPath } from "./project.ts";

/** Runs the doctor on a database. */
async function runDoctor(databaseUrl: string, words: string[], settings: Record<string, string> = {}) {
  const env = { ...process.env, DATABASE_URL: databaseUrl, ENV_FILE: "none", ...settings };
  const child = spawn(process.execPath, ["bin/doctor.ts", ...words], { cwd: projectPath(), env });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return { output: stripVTControlCharacters(output), code };
}

describe("npm run doctor", () => {
  test("says of each check what is wrong and how to mend it, and ends with 1 where something is broken", async ({
    databaseUrl,
    double,
  }) => {
    await double.setUp({ subscribedApps: ["meta_test"] });
    const { output, code } = await runDoctor(databaseUrl, []);
    expect(code).toBe(1);
    expect(output).toMatch(/✗ App on the account\s+Our app \(300000000000003\) isn’t subscribed/);
    expect(output).toContain("→ npm run doctor -- --fix does it for you. By hand: ");
    expect(output).toMatch(/✓ Access token\s+Valid, and never expires\./);
    expect(output).toMatch(/\? App is live/);
    expect(output).not.toContain("test-access-token");
  });

  test("fixes what can be fixed, and says so", async ({ databaseUrl, double }) => {
    await double.setUp({ subscribedApps: ["meta_test"] });
    const { output } = await runDoctor(databaseUrl, ["--fix"]);
    expect(output).toMatch(/fixed App on the account: Our app is subscribed to the account\./);
    expect(output).toMatch(/✓ App on the account/);
  });

  test("prints JSON, without what would steer the terminal of somebody who reads it", async ({
    databaseUrl,
    double,
  }) => {
    await double.setUp(null);
    await double.setUp({ number: { status: "\u001b[8mODD\u202e" } });
    const { output } = await runDoctor(databaseUrl, ["--json"]);
    expect(output).toContain("ODD");
    expect(output).not.toMatch(/\\u001b|\u202e/);
    const { checks, repaired } = JSON.parse(output);
    expect(checks).toHaveLength(17);
    expect(checks).toContainEqual(expect.objectContaining({ id: "token", light: "green", mend: null }));
    expect(repaired).toEqual([]);
  });

  test("tells of a tunnel whose file can't be read, and looks at everything else", async ({
    databaseUrl,
  }) => {
    const DATA_DIR = mkdtempSync(join(tmpdir(), "connect-doctor-"));
    onTestFinished(() => rmSync(DATA_DIR, { recursive: true }));
    writeFileSync(join(DATA_DIR, "tunnel.json"), "garbage");
    const { output } = await runDoctor(databaseUrl, ["--json"], { DATA_DIR });
    const { checks } = JSON.parse(output);
    expect(checks).toHaveLength(18);
    expect(checks.at(-1)).toMatchObject({
      id: "tunnel",
      light: "yellow",
      says: expect.stringContaining(DATA_DIR),
    });
  });

  test("names each setting that is wrong, and asks nothing else", async ({ databaseUrl }) => {
    const { output, code } = await runDoctor(databaseUrl, [], { WHATSAPP_PHONE_NUMBER_ID: "not an id" });
    expect(code).toBe(1);
    expect(output).toMatch(/✗ Settings\s+WHATSAPP_PHONE_NUMBER_ID/);
    expect(output).toContain("1 broken.");
  });
});
