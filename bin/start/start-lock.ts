import { createHash } from "node:crypto";
import { existsSync, realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a running start tells another that asks. */
type RunningStart = { pid: number; url: string };

/** An address that only one process can listen on, and that the system frees when that process ends, however it ends. */
function addressOf(dataDir: string): string {
  const real = existsSync(dataDir) ? realpathSync(dataDir) : dataDir;
  const name = `yeebitz-connect-${createHash("sha256").update(real).digest("hex").slice(0, 24)}`;
  if (process.platform === "linux") return `\0${name}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

/** Asks whether a start for this data folder is running; null when none is. */
function findRunningStart(dataDir: string): Promise<RunningStart | null> {
  return new Promise((resolve) => {
    let response = "";
    const socket = connect(addressOf(dataDir));
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

/** Claims a data folder for this process; if another start has it, says which and claims nothing. */
export async function claimStart(
  dataDir: string,
  own: RunningStart,
): Promise<{ release: () => void } | { running: RunningStart }> {
  const address = addressOf(dataDir);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const server = createServer((socket) => socket.on("error", () => undefined).end(JSON.stringify(own)));
    if (await listen(server, address)) {
      server.unref();
      return { release: () => server.close() };
    }
    const running = await findRunningStart(dataDir);
    if (running) return { running };
    // A socket file whose process was killed; abstract sockets and pipes leave none.
    if (process.platform !== "linux" && process.platform !== "win32") rmSync(address, { force: true });
  }
  throw new Error(`Another start is using ${dataDir} and doesn't respond.`);
}
