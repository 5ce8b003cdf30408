import { createHash } from "node:crypto";
import { existsSync, realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** What a data folder is claimed for: by one process at a time each. */
type Purpose = "start" | "tunnel";

const claimant = z.object({
  pid: z.int().positive(),
  /** Where the start is; null where it is a command that only uses the database. */
  url: z.url({ protocol: /^https?$/ }).nullable(),
});

/** What the process that has claimed a data folder tells another that asks. */
type Claimant = z.infer<typeof claimant>;

/** Anybody on this machine can listen at the address, and say there what they like, or nothing. */
const STRANGER = "stranger";

const PATIENCE_MS = 2000;
const LONGEST = 1000;

/** An address that only one process can listen on, and that the system frees when that process ends, however it ends. */
function addressOf(dataDir: string, purpose: Purpose): string {
  const real = existsSync(dataDir) ? realpathSync(dataDir) : dataDir;
  const claimed = purpose === "start" ? real : `${real}\0${purpose}`;
  const name = `yeebitz-connect-${createHash("sha256").update(claimed).digest("hex").slice(0, 24)}`;
  if (process.platform === "linux") return `\0${name}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

function understand(response: string): Claimant | typeof STRANGER {
  try {
    return claimant.parse(JSON.parse(response));
  } catch {
    return STRANGER;
  }
}

/** Asks who has claimed a data folder; null when nobody has. */
function findClaimant(dataDir: string, purpose: Purpose): Promise<Claimant | typeof STRANGER | null> {
  return new Promise((resolve) => {
    let response = "";
    const socket = connect(addressOf(dataDir, purpose));
    const giveUp = () => {
      resolve(STRANGER);
      socket.destroy();
    };
    const late = setTimeout(giveUp, PATIENCE_MS);
    socket.setEncoding("utf8").on("data", (text: string) => {
      response += text;
      if (response.length > LONGEST) giveUp();
    });
    socket.on("error", () => resolve(null));
    // One that has said nothing was just ending.
    socket.once("end", () => resolve(response === "" ? null : understand(response)));
    socket.once("close", () => clearTimeout(late));
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
    if (running === STRANGER) break;
    if (running) return { running };
    // A socket file whose process was killed; abstract sockets and pipes leave none.
    if (process.platform !== "linux" && process.platform !== "win32") rmSync(address, { force: true });
  }
  throw new Error(
    `Another program on this machine holds the lock of ${dataDir} and doesn't say what it is. ` +
      `It may be a ${purpose} that hangs, or a program that isn't ours. End it, then try again.`,
  );
}

/** Claims a data folder for this start; if another start has it, says which and claims nothing. */
export function claimStart(dataDir: string, own: Claimant) {
  return claim(dataDir, "start", own);
}

/** Claims a data folder for this tunnel, as `claimStart` does for a start; both may have it at the same time. */
export function claimTunnel(dataDir: string, own: Claimant) {
  return claim(dataDir, "tunnel", own);
}

async function isRunning(dataDir: string, purpose: Purpose): Promise<boolean> {
  const running = await findClaimant(dataDir, purpose);
  return running !== null && running !== STRANGER;
}

/** Whether a start, or a command that uses the database, is running for a data folder. */
export function isStartRunning(dataDir: string): Promise<boolean> {
  return isRunning(dataDir, "start");
}

/** Whether a tunnel is running for a data folder. */
export function isTunnelRunning(dataDir: string): Promise<boolean> {
  return isRunning(dataDir, "tunnel");
}
