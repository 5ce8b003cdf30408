import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { completeSettings, listProblems } from "../../bin/settings/settings.ts";
import { environmentSchema } from "../env.ts";

const EXAMPLE_FILE = new URL("../../.env.example", import.meta.url);
const LAUNCHER_NAMES = ["SIMULATOR_PORT", "DATA_DIR", "NGROK_AUTHTOKEN"];

const secrets = {
  NEXTAUTH_SECRET: "a-secret-of-more-than-32-characters-xyz",
  WHATSAPP_WEBHOOK_SECRET: "an-app-secret-0123456789",
  SIMULATOR_TOKEN: "EAAsimulator0123456789",
  HEALTH_TOKEN: "a-token-that-was-made-for-health",
};

function readExampleFile(): { name: string; comment: string }[] {
  return readFileSync(EXAMPLE_FILE, "utf8")
    .split("\n\n")
    .flatMap((paragraph) => {
      const [, comment, name] = /^((?:#.*\n)+)([A-Z_]+)=$/.exec(paragraph.trim()) ?? [];
      return name && comment ? [{ name, comment }] : [];
    });
}

test(".env.example has every setting, in the order of the schema", () => {
  const names = readExampleFile().map(({ name }) => name);
  expect(names).toEqual([...Object.keys(environmentSchema.shape), ...LAUNCHER_NAMES]);
});

test(".env.example gives an example of every setting", () => {
  const without = readExampleFile().filter(({ comment }) => !/^# Example: \S/m.test(comment));
  expect(without).toEqual([]);
});

test("a copy of .env.example that nobody filled in starts the demo", () => {
  const entries = Object.entries(parseEnv(readFileSync(EXAMPLE_FILE, "utf8")));
  expect(entries.filter(([, value]) => value !== "")).toEqual([]);
  const given = {};
  const settings = completeSettings(given, "production", secrets);
  expect(listProblems(settings)).toEqual([]);
  expect(settings).toMatchObject({ isDemo: true, isEmbedded: true, port: 3000, simulatorPort: 3001 });
});
