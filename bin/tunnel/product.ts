import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { say } from "../console.ts";
import { ask } from "./ask.ts";

const PAUSE_MS = 300;
/** `npm start` takes over the address of a tunnel within a second, and starts anew with it within ten. */
const PATIENCE_MS = 20_000;
/** While it starts anew, it can't be asked. */
const RESTART_MS = 8000;

const alive = z.looseObject({ status: z.literal("ok"), origin: z.string() });

/** Waits until Connect runs on this machine and knows itself by the tunnel's address; says what it waits for. */
export async function waitForProduct(target: string, address: string, signal: AbortSignal): Promise<void> {
  const since = Date.now();
  let said: "start" | "restart" | undefined;
  for (;;) {
    const origin = (await ask(alive, new URL("/health", target)))?.origin ?? null;
    if (signal.aborted) return;
    if (origin === address) {
      if (said) say("Connect runs with this address.");
      return;
    }
    if (origin === null && !said && Date.now() - since > RESTART_MS) {
      say(`Waiting for Connect at ${target}: run npm start in another terminal, in this folder.`);
      said = "start";
    }
    if (origin !== null && said !== "restart" && Date.now() - since > PATIENCE_MS) {
      say(
        `What runs at ${target} still uses the address ${origin}. Stop it, and run npm start in this folder.`,
      );
      said = "restart";
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
}
