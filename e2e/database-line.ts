import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A line to the database of these tests that can be cut, or go silent: then nothing comes back. */
export interface DatabaseLine {
  url: string;
  set(state: "open" | "silent" | "cut"): void;
  close(): void;
}

/** Lays such a line. */
export async function layDatabaseLine(databaseUrl: string): Promise<DatabaseLine> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let state: "open" | "silent" | "cut" = "open";
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (state === "cut") return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    const ways: [Socket, Socket][] = [
      [near, far],
      [far, near],
    ];
    for (const [from, to] of ways) {
      sockets.add(from);
      from.on("data", (bytes) => state === "silent" || to.write(bytes));
      from.on("error", () => undefined);
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${port}` }).href,
    set: (next) => {
      state = next;
      if (next === "cut") endAll();
    },
    close: () => {
      server.close();
      endAll();
    },
  };
}
