import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";

function startProcess(port: number): { child: ChildProcess; words: () => string } {
  const child = fork(join(import.meta.dirname, "main.ts"), {
    silent: true,
    execArgv: [],
    env: {
      NODE_ENV: "test",
      SIMULATOR_PORT: String(port),
      WHATSAPP_WEBHOOK_URL: "http://localhost:3000/api/whatsapp/webhook",
      WHATSAPP_WEBHOOK_SECRET: "secret",
      WHATSAPP_ACCESS_TOKEN: "token",
      WHATSAPP_PHONE_NUMBER_ID: "100000000000001",
      WHATSAPP_BUSINESS_ACCOUNT_ID: "200000000000002",
    },
  });
  let words = "";
  child.stderr?.on("data", (chunk) => {
    words += chunk;
  });
  return { child, words: () => words };
}

test("tells its parent when it is ready, and goes when its parent has gone", async () => {
  const { child } = startProcess(0);
  expect(await once(child, "message")).toMatchObject([{ ready: true }, undefined]);
  child.disconnect();
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("names the busy port and the setting that chooses another", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { child, words } = startProcess(port);
  const [code] = await once(child, "close");
  other.close();
  expect(code).toBe(1);
  expect(words()).toContain(`Port ${port} is in use by another program. Set SIMULATOR_PORT`);
});
