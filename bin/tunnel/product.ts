import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { say } from "../console.ts";
import { isStartRunning } from "../start/start-lock.ts";
import { ask } from "./ask.ts";

const PAUSE_MS = 300;
/** `npm start` takes over the address of a tunnel within a second, and starts anew with it within ten. */
const PATIENCE_MS = 20_000;
/** While it starts anew, it can't be asked. */
const RESTART_MS = 8000;

const alive = z.looseObject({ status: z.literal("ok"), origin: z.string() });

/** What is waited for, of what responds as Connect at an address of this machine, or of nothing that does. */
function wordsOf(target: string, origin: string | null, isStarting: boolean): string {
  if (origin === null)
    return isStarting
      ? "Waiting for npm start, which is still getting ready: its terminal shows how far it is."
      : `Waiting for Connect at ${target}: run npm start in another terminal, in this folder. If it has ended there, its last lines say why.`;
  return isStarting
    ? `npm start runs, but still with the address ${origin}. Its terminal says why: fix that, then stop it and run it again.`
    : `What runs at ${target} isn't this folder's npm start (its address is ${origin}). Stop it, and run npm start in this folder.`;
}

/** Waits until Connect runs on this machine and knows itself by the tunnel's address; says what it waits for. */
export async function waitForProduct(
  dataDir: string,
  target: string,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  const since = Date.now();
  let said = "";
  for (;;) {
    const origin = (await ask(alive, `${target}/health`))?.origin ?? null;
    if (signal.aborted) return;
    if (origin === address) {
      if (said) say("Connect runs with this address.");
      return;
    }
    if (Date.now() - since > (origin === null ? RESTART_MS : PATIENCE_MS)) {
      const words = wordsOf(target, origin, await isStartRunning(dataDir));
      if (words !== said) say(words);
      said = words;
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
}
