import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { projectRoot } from "../project.ts";
import { readVariables } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "connect-settings-"));
const file = join(folder, "connect.env");
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string | Buffer, name = file): Record<string, string> {
  writeFileSync(file, content);
  const { ENV_FILE: _, ...settings } = readVariables({ ENV_FILE: name });
  return settings;
}

const TOKEN = "WHATSAPP_ACCESS_TOKEN=EAAGrealtoken";
const READ = { WHATSAPP_ACCESS_TOKEN: "EAAGrealtoken" };

test("a file of settings is found by its full path, and by one from the checkout", () => {
  expect(read(TOKEN)).toEqual(READ);
  expect(read(TOKEN, relative(projectRoot, file))).toEqual(READ);
});

test.each([
  ["a byte order mark", `\ufeff${TOKEN}\n`],
  ["line ends of Windows", `PORT=\r\n${TOKEN}\r\n`],
  ["line ends of old Macs", `PORT=\r${TOKEN}\r`],
  ["what a shell would export", `export ${TOKEN}`],
  [
    "comments, blanks and quotation marks",
    `# it's\n\n  WHATSAPP_ACCESS_TOKEN = "EAAGrealtoken" # the token\n`,
  ],
])("a file with %s is understood", (_words, content) => {
  expect(read(content)).toEqual(READ);
});

test("a quoted value may have several lines", () => {
  const key = "-----BEGIN KEY-----\nabc=\n-----END KEY-----";
  expect(read(`SOME_KEY="${key}"\n${TOKEN}`)).toEqual({ SOME_KEY: key, ...READ });
});

test.each(["prod.env", join(folder, "missing.env"), folder])(
  "a file that is named but cannot be read stops the start: %s",
  (name) => {
    expect(() => readVariables({ ENV_FILE: name })).toThrow(`ENV_FILE=${name} can't be read`);
  },
);

test.each([
  ["UTF-16, as PowerShell writes it", Buffer.from(`\ufeff${TOKEN}\r\n`, "utf16le"), "isn't UTF-8 text"],
  ["a NUL", `${TOKEN}\0`, "isn't UTF-8 text"],
  ["YAML", "# settings\nWHATSAPP_ACCESS_TOKEN: EAAGrealtoken", "line 2 can't be understood"],
  ["JSON", `{\n"WHATSAPP_ACCESS_TOKEN": "EAAGrealtoken"\n}`, "line 1 can't be understood"],
  ["commands of Windows", `PORT=1\n\nset ${TOKEN}`, "line 3 can't be understood"],
  ["variables of PowerShell", `$env:WHATSAPP_ACCESS_TOKEN="EAAGrealtoken"`, "line 1 can't be understood"],
  ["a name without a value", "export WHATSAPP_ACCESS_TOKEN", "line 1 can't be understood"],
  ["an open quotation mark", `PLATFORM_NAME='s school\n${TOKEN}`, "line 1 opens a quotation mark"],
  [
    "an open quotation mark that swallows a setting",
    `PLATFORM_NAME='s school\n${TOKEN}\n# it's`,
    "line 3 goes on after a quotation mark",
  ],
  [
    "an open quotation mark that swallows a setting to the end of a line",
    `PLATFORM_NAME='s school\n${TOKEN}\n# its'`,
    "line 1 opens a quotation mark",
  ],
  ["two settings in a line", `PLATFORM_NAME="a" ${TOKEN}`, "line 1 goes on after a quotation mark"],
])("a file that is not understood stops the start and is not repeated: %s", (_words, content, fault) => {
  expect(() => read(content)).toThrow(fault);
  expect(() => read(content)).not.toThrow("EAAG");
});

test("an empty name of a file is none", () => {
  expect(() => readVariables({ ENV_FILE: "" })).not.toThrow();
});
