import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";
import { STORE_EVENTS } from "#lib/messaging/deliveries";

/**
 * The least that a durable webhook can cost here: bare node:http, one HMAC, JSON.parse, and the statement that the product
 * runs, for as many deliveries as have come while two batches are under way. Nothing is validated, limited or told.
 */
const [port, databaseUrl, secret = ""] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });

interface Message {
  id: string;
  from_user_id: string;
}
interface Waiting {
  contacts: unknown;
  messages: Message[];
  resolve: () => void;
}
let waiting: Waiting[] = [];
let flying = 0;

function fly(): void {
  if (flying >= 2 || waiting.length === 0) return;
  const batch = waiting;
  waiting = [];
  flying += 1;
  const rows = batch.flatMap(({ contacts, messages }) => messages.map((message) => ({ contacts, message })));
  const values = [
    rows.map(() => "message"),
    rows.map(({ message }) => `m:${message.id}`),
    rows.map(({ message }) => message.from_user_id),
    rows.map(({ message }) => message.id),
    rows.map((payload) => JSON.stringify(payload)),
    rows.map(() => "pending"),
    rows.map(() => null),
    rows.map(() => null),
  ];
  void pool.query({ name: "store", text: STORE_EVENTS, values }).then(() => {
    for (const { resolve } of batch) resolve();
    flying -= 1;
    fly();
  });
}

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const rawBody = Buffer.concat(chunks);
    const signature = Buffer.from(String(request.headers["x-hub-signature-256"]));
    const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(rawBody).digest("hex")}`);
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      response.writeHead(403).end();
      return;
    }
    const { contacts, messages } = JSON.parse(rawBody.toString()).entry[0].changes[0].value;
    const resolve = () => response.writeHead(200, { "content-length": 15 }).end('{"status":"ok"}');
    waiting.push({ contacts, messages, resolve });
    fly();
  });
}).listen(Number(port), "127.0.0.1", () => process.send?.({ ready: true }));
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
