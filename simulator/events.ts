import type { ServerResponse } from "node:http";

const HEARTBEAT_MILLISECONDS = 15_000;

export type Events = {
  subscribe: (response: ServerResponse) => void;
  publish: (name: string, payload: unknown) => void;
  close: () => void;
};

/** Server-Sent Events to every open page. */
export function createEvents(): Events {
  const listeners = new Set<ServerResponse>();
  const beat = setInterval(() => {
    for (const listener of listeners) listener.write(": still here\n\n");
  }, HEARTBEAT_MILLISECONDS);
  beat.unref();
  return {
    subscribe(response) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write("retry: 1000\nevent: hello\ndata: {}\n\n");
      listeners.add(response);
      response.on("close", () => listeners.delete(response));
    },
    publish(name, payload) {
      if (listeners.size === 0) return;
      const frame = `event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`;
      for (const listener of listeners) listener.write(frame);
    },
    close() {
      clearInterval(beat);
      for (const listener of listeners) listener.end();
    },
  };
}
