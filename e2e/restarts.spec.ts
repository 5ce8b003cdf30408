import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { findPorts, makeDataDir, type Stack, startStack } from "./stack.ts";

const STUDENT = { email: "student@yeebitz.test", password: "yeebitz-demo" };

/** The process id of the PostgreSQL that a stack keeps, from the server's own pid file. */
function postgresPid(dataDir: string): number {
  const record = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8")) as { folder?: string };
  const folder = record.folder ?? join(dataDir, "postgres");
  return Number(readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function signInStatus({ baseUrl }: Stack): Promise<number> {
  try {
    const response = await fetch(`${baseUrl}/api/auth/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(STUDENT),
    });
    return response.status;
  } catch {
    return 0;
  }
}

async function linkStudent(stack: Stack): Promise<void> {
  const control = async (path: string, body: object) => {
    const response = await fetch(`${stack.simulatorUrl}/control/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { id: string };
  };
  const { id } = await control("phones", { name: "Kept", phone: "+491700000077" });
  await control(`phones/${id}/send`, { type: "text", text: "link" });
  const readToken = async () => {
    const response = await fetch(`${stack.simulatorUrl}/control/outbox?to=%2B491700000077`);
    const { messages } = (await response.json()) as { messages: { text: string | null }[] };
    return /token=(\w+)/.exec(messages[0]?.text ?? "")?.[1];
  };
  await expect.poll(readToken).toBeTruthy();
  const bearer = await bearerOf(stack);
  const response = await fetch(`${stack.baseUrl}/api/whatsapp/link`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ token: await readToken() }),
  });
  expect(response.status).toBe(200);
}

async function bearerOf({ baseUrl }: Stack): Promise<string> {
  const response = await fetch(`${baseUrl}/api/auth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(STUDENT),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function isLinked(stack: Stack): Promise<boolean> {
  const headers = { authorization: `Bearer ${await bearerOf(stack)}` };
  const response = await fetch(`${stack.baseUrl}/api/whatsapp/status`, { headers });
  return ((await response.json()) as { is_linked: boolean }).is_linked;
}

test("links survive a killed start, a killed PostgreSQL and an ordinary restart; meanwhile the response is 503", async () => {
  const { dataDir, remove } = makeDataDir();
  const settings = { ...(await findPorts()), DATA_DIR: dataDir };

  const first = await startStack(settings);
  await linkStudent(first);

  const killed = postgresPid(dataDir);
  process.kill(killed, "SIGKILL");
  const seen = new Set<number>();
  await expect
    .poll(
      async () => {
        const status = await signInStatus(first);
        seen.add(status);
        return status === 200 && postgresPid(dataDir) !== killed;
      },
      { intervals: [50], timeout: 30_000 },
    )
    .toBe(true);
  expect([...seen].filter((status) => ![200, 503].includes(status))).toEqual([]);
  expect(await isLinked(first)).toBe(true);

  const orphan = postgresPid(dataDir);
  first.process.kill("SIGKILL");
  await expect.poll(() => signInStatus(first), { timeout: 20_000 }).toBe(0);
  const second = await startStack(settings);
  expect(await isLinked(second)).toBe(true);
  if (orphan !== postgresPid(dataDir)) expect(isAlive(orphan)).toBe(false);

  await second.stop();
  const third = await startStack(settings);
  expect(await isLinked(third)).toBe(true);
  await third.stop();
  expect(existsSync(dataDir)).toBe(true);
  remove();
});
