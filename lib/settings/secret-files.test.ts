import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { log } from "../log.ts";
import { changeSettings } from "../testing/settings.ts";
import { accessToken } from "../whatsapp/token.ts";
import { readSecretFile } from "./secret-files.ts";

const OURS = "6f1d0b9c2ae84735d8e2c1904b7a6f53";
const TOKEN = "EAAGproductiontoken";
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "connect-secret-files-"));
  changeSettings({
    NODE_ENV: "production",
    NEXTAUTH_URL: "https://connect.example.edu",
    WHATSAPP_WEBHOOK_URL: "https://connect.example.edu/api/whatsapp/webhook",
    WHATSAPP_API_URL: "https://graph.facebook.com",
    WHATSAPP_ACCESS_TOKEN: TOKEN,
    WHATSAPP_ACCESS_TOKEN_FILE: join(folder, "token"),
    WHATSAPP_WEBHOOK_SECRET: OURS,
    WHATSAPP_WEBHOOK_SECRET_FILE: join(folder, "secrets"),
    WHATSAPP_VERIFY_TOKEN: "a-verify-token-of-our-own",
  });
});

afterAll(() => rm(folder, { recursive: true }));

test("a weak line that comes into the file while production runs does not count, and is logged once, without what it says", async () => {
  const told = vi.spyOn(log(), "error");
  await writeFile(
    join(folder, "secrets"),
    `${OURS}\n0123456789abcdef0123456789abcdef\naaaaaaaaaaaaaaaa\n#${OURS}`,
  );
  for (let times = 0; times < 3; times++)
    expect(await readSecretFile("WHATSAPP_WEBHOOK_SECRET")).toEqual([OURS]);
  expect(told.mock.calls.map(([entry]) => entry)).toEqual([
    expect.objectContaining({ setting: "WHATSAPP_WEBHOOK_SECRET_FILE", line: 2 }),
    expect.objectContaining({ setting: "WHATSAPP_WEBHOOK_SECRET_FILE", line: 3 }),
  ]);
  expect(JSON.stringify(told.mock.calls)).not.toMatch(/0123456789|aaaa/);
});

test("a token that was copied with its quotation marks or name is not sent; the setting's is", async () => {
  for (const wrong of ['"EAAGanothertoken"', "WHATSAPP_ACCESS_TOKEN=EAAGanothertoken", "changeme-changeme"]) {
    await writeFile(join(folder, "token"), wrong);
    expect(await accessToken()).toBe(TOKEN);
  }
  await writeFile(join(folder, "token"), "# the newer one\nEAAGanothertoken\n");
  expect(await accessToken()).toBe("EAAGanothertoken");
});
