import { once } from "node:events";
import { connect } from "node:net";

/** A kept-alive HTTP connection, one request at a time. */
export interface Connection {
  /** Sends a whole request; resolves to the status once the whole answer is there. */
  send(request: Buffer): Promise<number>;
  close(): void;
}

/** Opens a connection. Understands answers that have a content-length, and nothing more, to cost little. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  let received = "";
  let waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined;
  const end = () => waiting?.reject(new Error("The server closed the connection."));
  socket.on("error", end).on("close", end);
  socket.setEncoding("latin1").on("data", (text: string) => {
    received += text;
    const head = received.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
    if (received.length < head + 4 + length) return;
    const status = Number(received.slice(9, 12));
    received = received.slice(head + 4 + length);
    waiting?.resolve(status);
  });
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}
