import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A plain TCP round-robin: knows nothing of HTTP, and takes the next server when one takes no connections. */
export interface Front {
  port: number;
  /** Servers that get no new connections for now: what a deployment does before it stops one. */
  resting: Set<number>;
  close(): void;
}

function open(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(socket));
    socket.once("error", () => resolve(null));
  });
}

/** Puts one address in front of several servers on this machine. */
export async function startFront(ports: number[]): Promise<Front> {
  let turn = 0;
  const sockets = new Set<Socket>();
  const resting = new Set<number>();
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, async (near) => {
    near.on("error", () => near.destroy());
    const first = turn++ % ports.length;
    for (const port of [...ports.slice(first), ...ports.slice(0, first)]) {
      if (resting.has(port)) continue;
      const far = await open(port);
      if (!far) continue;
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on("close", () => sockets.delete(socket));
      }
      far.on("error", () => near.destroy());
      near.on("error", () => far.destroy());
      near.pipe(far).pipe(near);
      near.resume();
      return;
    }
    near.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    resting,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
