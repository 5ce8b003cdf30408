import { createServer, type IncomingMessage } from "node:http";
import { clock } from "./load.ts";

/**
 * As little of the Graph API as sending needs: every message is accepted at once. Tells its parent, when asked, when the
 * first message to each recipient came.
 */
const [port] = process.argv.slice(2);
let arrivals = new Map<string, number>();
let accepted = 0;

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
}

createServer(async (request, response) => {
  const at = clock();
  const { status, to, recipient } = await readJson(request);
  const answer: Record<string, unknown> = { success: true, data: [], id: "1" };
  if (request.method === "POST" && status === undefined) {
    accepted += 1;
    const who = String(to ?? recipient);
    if (!arrivals.has(who)) arrivals.set(who, at);
    answer.messages = [{ id: `wamid.bench.${process.pid}.${accepted}` }];
  }
  const body = JSON.stringify({ messaging_product: "whatsapp", ...answer });
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
}).listen(Number(port), "127.0.0.1", () => process.send?.({ ready: true }));

process.on("message", () => {
  process.send?.({ accepted, arrivals: [...arrivals] });
  arrivals = new Map();
  accepted = 0;
});
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
