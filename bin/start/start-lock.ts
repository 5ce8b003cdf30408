import { createHash } from "node:crypto";
import { existsSync, realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a data folder is claimed for: by one process at a time each. */
type Purpose = "start" | "tunnel";

/** What the process that has claimed a data folder tells another that asks. */
type Claimant = { pid: number; url: string };

/** An address that only one process can listen on, and that the system frees when that process ends, however it ends. */
function addressOf(dataDir: string, purpose: Purpose): string {
  const real = existsSync(dataDir) ? realpathSync(dataDir) : dataDir;
  const claimed = purpose === "start" ? real : `${real}\0${purpose}`;
  const name = `yeebitz-connect-${createHash("sha256").update(claimed).digest("hex").slice(0, 24)}`;
  if (process.platform === "linux") return `\0${name}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

/** Asks who has claimed a data folder; null when nobody has. */
function findClaimant(dataDir: string, purpose: Purpose): Promise<Claimant | null> {
  return new Promise((resolve) => {
    let response = "";
    const socket = connect(addressOf(dataDir, purpose));
    socket.setTimeout(2000, () => socket.destroy(new Error("no response")));
    socket.setEncoding("utf8").on("data", (text) => {
      response += text;
    });
    socket.once("error", () => resolve(null));
    socket.once("end", () => resolve(JSON.parse(response)));
  });
}

function listen(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(false) : reject(error),
    );
    server.listen(address, () => resolve(true));
  });
}

async function claim(
  dataDir: string,
  purpose: Purpose,
  own: Claimant,
): Promise<{ release: () => void } | { running: Claimant }> {
  const address = addressOf(dataDir, purpose);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const server = createServer((socket) => socket.on("error", () => undefined).end(JSON.stringify(own)));
    if (await listen(server, address)) {
      server.unref();
      return { release: () => server.close() };
    }
    const running = await findClaimant(dataDir, purpose);
    if (running) return { running };
    // A socket file whose process was killed; abstract sockets and pipes leave none.
    if (process.platform !== "linux" && process.platform !== "win32") rmSync(address, { force: true });
  }
  throw new Error(`Another ${purpose} is using ${dataDir} and doesn't respond.`);
}

/** Claims a data folder for this start; if another start has it, says which and claims nothing. */
export function claimStart(dataDir: string, own: Claimant) {
  return claim(dataDir, "start", own);
}

/** Claims a data folder for this tunnel, as `claimStart` does for a start; both may have it at the same time. */
export function claimTunnel(dataDir: string, own: Claimant) {
  return claim(dataDir, "tunnel", own);
}

/** Whether a tunnel is running for a data folder. */
export async function isTunnelRunning(dataDir: string): Promise<boolean> {
  return (await findClaimant(dataDir, "tunnel")) !== null;
}
