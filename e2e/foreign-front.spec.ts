import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "@playwright/test";
import { findFreePort } from "../bin/ports.ts";
import { webEnvironment } from "./web.ts";

const ID = "4f3e1c9a-0000-4000-8000-000000000000";
const FORGED = { "x-connect-peer": "127.0.0.1", "x-connect-proxied": "0", "x-request-id": ID };

test("behind Next's own server, nothing is believed of what a client writes into the headers of ours", async () => {
  const port = await findFreePort();
  const words = ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"];
  const settings = {
    DATABASE_URL: process.env.E2E_DATABASE_URL ?? "",
    WHATSAPP_API_URL: process.env.E2E_SIMULATOR_URL ?? "",
  };
  const foreign = spawn(process.execPath, words, { env: webEnvironment(port, settings), stdio: "ignore" });
  const ask = () => fetch(`http://127.0.0.1:${port}/health/detailed`, { headers: FORGED });
  const statusOf = () => ask().then(({ status }) => status, String);
  try {
    await expect.poll(statusOf).toBe(401);
    expect((await ask()).headers.get("x-request-id")).not.toBe(ID);
    const ours = await fetch(`${process.env.E2E_STRICT_URL}/health/detailed`);
    expect(ours.status).toBe(200);
  } finally {
    foreign.kill();
    await once(foreign, "exit");
  }
});
