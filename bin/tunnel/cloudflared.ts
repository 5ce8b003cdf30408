import { spawn } from "node:child_process";
import { once } from "node:events";
import { devNull } from "node:os";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { projectPath } from "../project.ts";
import type { Tunnel } from "./tunnel.ts";

const PATIENCE_MS = 30_000;

/** The exit code of the guard where there is no such program. */
const NOT_INSTALLED = 127;

/** The address as it is printed, with a space on both sides, among lines that name Cloudflare's own. */
const ADDRESS = /(?<=\s)https:\/\/(?!(?:api|www)\.)[a-z\d-]+\.trycloudflare\.com(?=\s)/;

const HOW_TO_GET_ONE = [
  "A tunnel needs one of these two:",
  "  ngrok: sign up at https://ngrok.com, and set NGROK_AUTHTOKEN to the token from https://dashboard.ngrok.com/get-started/your-authtoken.",
  "  cloudflared: install it from https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/downloads/. It needs no account.",
].join("\n");

/** The newest error among what cloudflared has printed. */
function lastError(printed: string): string {
  const errors = printed.split("\n").flatMap((line) => /\bERR (.*)$/.exec(line)?.[1] ?? []);
  return errors.at(-1)?.trim() ?? "it gave no reason";
}

/** Everything that cloudflared prints, and the address in it as soon as it is there; null if it prints none until it ends. */
function readPrinted(stream: Readable): { address: Promise<string | null>; text: () => string } {
  let text = "";
  const address = new Promise<string | null>((resolve) => {
    stream.setEncoding("utf8").on("data", (more: string) => {
      text = (text + more).slice(-20_000);
      const [found] = ADDRESS.exec(text) ?? [];
      if (found) resolve(found);
    });
    stream.once("close", () => resolve(null));
  });
  return { address, text: () => text };
}

/** Opens a quick tunnel, which has another address each time. */
export async function openCloudflared(target: string): Promise<Tunnel> {
  // A configuration of the machine's own would keep quick tunnels from working.
  const words = ["tunnel", "--no-autoupdate", "--config", devNull, "--url", target];
  const guard = spawn(process.execPath, [projectPath("bin", "tunnel", "cloudflared-guard.ts"), ...words], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const printed = readPrinted(guard.stderr as Readable);
  const ended = once(guard, "exit").then(([code]) => Number(code ?? 1));
  const close = async () => {
    if (guard.connected) guard.disconnect();
    await ended;
  };
  const patience = new AbortController();
  const late = sleep(PATIENCE_MS, null, { signal: patience.signal }).catch(() => null);
  const address = await Promise.race([printed.address, late]);
  patience.abort();
  if (address === null) {
    await close();
    throw new Error(
      (await ended) === NOT_INSTALLED
        ? HOW_TO_GET_ONE
        : `cloudflared opened no tunnel: ${lastError(printed.text())}.`,
    );
  }
  return { address, lost: ended.then(() => `cloudflared ended: ${lastError(printed.text())}`), close };
}
