import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { startProcess } from "#lib/testing/processes";
import { TEST_SETTINGS } from "#lib/testing/settings";

/** Has a process ignore SIGTERM unless it listens for it, as the first process of a container does, and say that it has begun. */
const AS_FIRST_PROCESS = `data:text/javascript,process.on("SIGTERM",()=>{});process.send("begun")`;

/** A database that takes connections and never responds: its address, and whether somebody has connected. */
async function silentDatabase() {
  const server = createServer((socket) => socket.on("error", () => undefined)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { address: `postgresql://connect@127.0.0.1:${port}/connect`, connected: once(server, "connection") };
}

test.for([
  ["bin/migrate.ts", 1],
  ["worker/main.ts", 0],
] as const)(
  "%s that is asked to stop while it waits for the database ends at once",
  async ([program, code]) => {
    const { address, connected } = await silentDatabase();
    const settings = { ...TEST_SETTINGS, ENV_FILE: "none", DATABASE_URL: address };
    const started = await startProcess(["--import", AS_FIRST_PROCESS, program], settings);
    await connected;
    const begun = performance.now();
    expect(await started.stop()).toBe(code);
    expect(performance.now() - begun).toBeLessThan(1000);
  },
);
