import { spawn } from "node:child_process";
import { once } from "node:events";
import { devNull } from "node:os";
import { projectPath } from "../project.ts";
import type { Tunnel } from "./tunnel.ts";

const PATIENCE_MS = 30_000;

/** The exit code of the guard where there is no such program. */
const NOT_INSTALLED = 127;

/** The address as it is printed, among lines that name Cloudflare's own. */
const ADDRESS = /https:\/\/(?!api\.)[a-z\d-]+\.trycloudflare\.com/;

const HOW_TO_GET_ONE = [
  "A tunnel needs one of these two:",
  "  ngrok: sign up at https://ngrok.com, and set NGROK_AUTHTOKEN to the token from https://dashboard.ngrok.com/get-started/your-authtoken.",
  "  cloudflared: install it from https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/downloads/. It needs no account.",
].join("\n");

/** The newest error among what cloudflared has printed. */
function lastError(printed: string): string {
  const errors = printed.split("\n").flatMap((line) => /\bERR (.*)$/.exec(line)?.[1] ?? []);
  return errors.at(-1)?.trim() ?? "it says no reason";
}

/** Opens a quick tunnel, which has another address each time. */
export async function openCloudflared(target: string): Promise<Tunnel> {
  // A configuration of the machine's own would keep quick tunnels from working.
  const words = ["tunnel", "--no-autoupdate", "--config", devNull, "--url", target];
  const guard = spawn(process.execPath, [projectPath("bin", "tunnel", "cloudflared-guard.ts"), ...words], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let printed = "";
  const ended = once(guard, "close").then(([code]) => Number(code ?? 1));
  const close = async () => {
    if (guard.connected) guard.disconnect();
    await ended;
  };
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`cloudflared gave no address within ${PATIENCE_MS / 1000} s: ${lastError(printed)}.`));
      void close();
    }, PATIENCE_MS);
    guard.stderr?.setEncoding("utf8").on("data", (text: string) => {
      printed = (printed + text).slice(-20_000);
      const [found] = ADDRESS.exec(printed) ?? [];
      if (found) resolve(found);
    });
    void ended.then((code) =>
      reject(
        new Error(
          code === NOT_INSTALLED
            ? HOW_TO_GET_ONE
            : `cloudflared could not open a tunnel: ${lastError(printed)}.`,
        ),
      ),
    );
    void ended.finally(() => clearTimeout(timer));
  });
  return { address, lost: ended.then(() => `cloudflared ended: ${lastError(printed)}`), close };
}
