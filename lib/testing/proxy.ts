import { once } from "node:events";
import { type AddressInfo, createServer, connect as open, type Socket } from "node:net";
import { afterAll } from "vitest";

/** A line to the database that can be cut. */
export interface DatabaseLine {
  /** "open" lets everything through, "silent" takes connections and never responds, "cut" ends them and takes no more. */
  set(state: "open" | "silent" | "cut"): Promise<void>;
}

/** Puts a line between this test file and its database; call it before the first query. */
export async function useDatabaseLine(databaseUrl: string): Promise<DatabaseLine> {
  const target = new URL(databaseUrl);
  let isSilent = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = open(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        near.destroy();
        far.destroy();
      });
    }
    near.on("data", (bytes) => isSilent || far.write(bytes));
    far.on("data", (bytes) => isSilent || near.write(bytes));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  process.env.DATABASE_URL = Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${port}` }).href;

  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  afterAll(() => {
    cut();
    server.close();
  });
  return {
    set: async (state) => {
      isSilent = state === "silent";
      if (state === "cut") {
        server.close();
        cut();
      } else if (!server.listening) {
        server.listen(port, "127.0.0.1");
        await once(server, "listening");
      }
    },
  };
}
