import type { IncomingMessage } from "node:http";
import { createMemoryState } from "@chat-adapter/state-memory";
import { createWhatsAppAdapter } from "@chat-adapter/whatsapp";
import { Chat, ConsoleLogger } from "chat";
import { listen, serveParent } from "../child.ts";

/**
 * A webhook as the Chat SDK documents it: the signature is checked, the message is given to a handler that does nothing.
 * Its state is in memory, and its Graph API at an address where nothing listens.
 */
const [port, appSecret] = process.argv.slice(2);
const whatsapp = createWhatsAppAdapter({
  accessToken: "bench-access-token",
  appSecret,
  phoneNumberId: "100000000000001",
  verifyToken: "bench-verify-token",
  apiUrl: "http://127.0.0.1:9",
  logger: new ConsoleLogger("silent"),
});
const chat = new Chat({
  userName: "bench",
  adapters: { whatsapp },
  state: createMemoryState(),
  logger: "silent",
});
let handled = 0;
chat.onDirectMessage(() => {
  handled += 1;
});

async function toFetchRequest(request: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new Request(`http://localhost${request.url}`, {
    method: "POST",
    headers,
    body: Buffer.concat(chunks),
  });
}

await listen(port, async (request, response) => {
  const answer = await chat.webhooks.whatsapp(await toFetchRequest(request));
  const body = await answer.text();
  response.writeHead(answer.status, { "content-length": Buffer.byteLength(body) }).end(body);
});
serveParent(() => handled);
