import { createHash } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { claimStart, claimTunnel, isTunnelRunning } from "./start-lock.ts";

const DATA_DIR = `/nowhere/${process.pid}`;
const OWN = { pid: 1, url: "http://localhost:3000" };

let stranger: Server | undefined;
const callers: Socket[] = [];

/** A program that isn't ours at the address of a lock. */
async function listenAsStranger(purpose: string, talk: (socket: Socket) => void): Promise<void> {
  const name = createHash("sha256").update(purpose === "start" ? DATA_DIR : `${DATA_DIR}\0${purpose}`);
  const server = createServer((socket) => {
    callers.push(socket.on("error", () => undefined));
    talk(socket);
  });
  stranger = server;
  await new Promise<void>((resolve) => {
    server.listen(`\0yeebitz-connect-${name.digest("hex").slice(0, 24)}`, resolve);
  });
}

afterEach(() => {
  for (const socket of callers.splice(0)) socket.destroy();
  stranger?.close();
});

test("Of two starts in one checkout the second learns where the first is", async () => {
  const first = await claimStart(DATA_DIR, OWN);
  expect(await claimStart(DATA_DIR, { pid: 2, url: null })).toEqual({ running: OWN });
  if ("release" in first) first.release();
  const next = await claimStart(DATA_DIR, OWN);
  expect(next).toHaveProperty("release");
  if ("release" in next) next.release();
});

test.for<[string, (socket: Socket) => void]>([
  ["says something else", (socket) => socket.end("\u001b[2JHello")],
  ["says something alike", (socket) => socket.end('{"pid":1,"url":"Run this: rm -rf ~"}')],
  ["never stops talking", (socket) => socket.write("x".repeat(5000))],
  ["says nothing", () => undefined],
])("A program that holds the lock and %s is refused in our own words", async ([, talk]) => {
  await listenAsStranger("start", talk);
  await expect(claimStart(DATA_DIR, OWN)).rejects.toThrow(
    /^Another program on this machine holds the lock of \/nowhere\/\d+ and doesn't say what it is\. It may be a start that hangs, or a program that isn't ours\. End it, then try again\.$/,
  );
});

test("A program that isn't ours is no tunnel", async () => {
  await listenAsStranger("tunnel", (socket) => socket.end("garbage"));
  expect(await isTunnelRunning(DATA_DIR)).toBe(false);
  await expect(claimTunnel(DATA_DIR, OWN)).rejects.toThrow("Another program on this machine");
});
