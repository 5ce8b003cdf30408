import type { IncomingMessage } from "node:http";
import { listen, serveParent } from "./child.ts";
import { clock } from "./load.ts";

/** When a message reached the double of the Graph API, and for whom it was. */
export type Arrival = [to: string, at: number];

/**
 * As little of the Graph API as sending needs: every message is accepted at once. Tells its parent, when asked, what has
 * arrived since it was last asked.
 */
const [port] = process.argv.slice(2);
let arrivals: Arrival[] = [];
let accepted = 0;

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
}

await listen(port, async (request, response) => {
  const at = clock();
  const { status, to, recipient } = await readJson(request);
  const answer: Record<string, unknown> = { success: true, data: [], id: "1" };
  if (request.method === "POST" && status === undefined) {
    accepted += 1;
    arrivals.push([String(to ?? recipient), at]);
    answer.messages = [{ id: `wamid.bench.${process.pid}.${accepted}` }];
  }
  const body = JSON.stringify({ messaging_product: "whatsapp", ...answer });
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
});

serveParent(() => {
  const arrived = arrivals;
  arrivals = [];
  return arrived;
});
