import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { findFreePort } from "../bin/ports.ts";
import { projectPath } from "../bin/project.ts";
import type { Front } from "./front.ts";

const START_MS = 10_000;

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Puts HAProxy in front of two servers on this machine, with the configuration that we ship; throws where it isn't installed. */
export async function startHaproxy([first, second]: number[]): Promise<Front> {
  const port = await findFreePort();
  const env: Record<string, string> = {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin",
    CONNECT_BIND: `127.0.0.1:${port}`,
    CONNECT_WEB_1: `127.0.0.1:${first}`,
    CONNECT_WEB_2: `127.0.0.1:${second}`,
  };
  const words = ["-db", "-f", projectPath("deploy", "haproxy.cfg")];
  const child = spawn("haproxy", words, {
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = Promise.race([once(child, "exit"), once(child, "error")]).then(() => true);
  ended.catch(() => undefined);
  const until = performance.now() + START_MS;
  while (!(await takesConnections(port))) {
    const isOver = await Promise.race([ended.catch(() => true), pause(50, false)]);
    if (isOver || performance.now() > until)
      throw new Error("HAProxy doesn't run here: is it installed? apt-get install haproxy");
  }
  return { port, resting: new Set(), close: () => void child.kill("SIGTERM") };
}
