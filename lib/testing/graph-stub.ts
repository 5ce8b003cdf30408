import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { changeSettings } from "./settings.ts";

/** A Graph API that responds as a test wants, and reports no statuses. */
export interface GraphStub {
  /** How each message is responded to from now on; null takes it. */
  respond: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  /** How the messages to one number are responded to, whatever the others are. */
  refuse: { to: string; respond: (request: IncomingMessage, response: ServerResponse) => void } | null;
  /** The rows of its list of templates, and how often it was asked for. */
  templates: { rows: unknown[]; calls: number };
  /** The texts of the messages that it has taken, for each number, in their order. */
  taken: Map<string, string[]>;
  /** Each message as it came, and when, whatever the response was, in milliseconds of `performance.now()`. */
  arrivals: { to: string; text: string; body: Record<string, unknown>; at: number }[];
  /** How many messages it was offered. */
  calls: number;
}

/** An error as Meta gives it. */
export const graphError =
  (status: number, error: object) =>
  (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ error }));
  };

/** Starts it and points the settings at it. */
export async function startGraphAnswers(): Promise<{ graph: GraphStub; stop: () => void }> {
  const graph: GraphStub = {
    respond: null,
    refuse: null,
    templates: { rows: [], calls: 0 },
    taken: new Map(),
    arrivals: [],
    calls: 0,
  };
  let ids = 0;
  const server = createServer(async (request, response) => {
    if (request.url?.includes("/message_templates")) {
      graph.templates.calls += 1;
      return response.end(JSON.stringify({ data: graph.templates.rows }));
    }
    const at = performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || "{}");
    const { to, text, interactive } = body;
    const words = text?.body ?? interactive?.body.text ?? "";
    if (!to) return response.end('{"success":true}');
    graph.calls += 1;
    graph.arrivals.push({ to, text: words, body, at });
    if (graph.respond) return graph.respond(request, response);
    if (to === graph.refuse?.to) return graph.refuse?.respond(request, response);
    graph.taken.set(to, [...(graph.taken.get(to) ?? []), words]);
    response.end(JSON.stringify({ messages: [{ id: `wamid.taken-${process.pid}-${++ids}` }] }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  changeSettings({ WHATSAPP_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { graph, stop };
}
