import { createServer } from "node:net";

/** Whether a TCP port can be listened on. */
export function isPortFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Any free TCP port. */
export function findFreePort(host = "127.0.0.1"): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host }, () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** The first free TCP port from this one upwards. */
export async function nextFreePort(from: number, host = "127.0.0.1"): Promise<number> {
  for (let port = from; port < Math.min(from + 200, 65_536); port += 1) {
    if (await isPortFree(port, host)) return port;
  }
  return findFreePort(host);
}
