import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import type pg from "pg";
import { STORE_EVENTS } from "../../lib/inbox/deliveries.ts";

/** What a floor reads of a message. */
interface Message {
  id: string;
  from: string;
  from_user_id: string;
}

/** The messages of one delivery. */
export interface Delivery {
  contacts: unknown;
  messages: Message[];
}

/** Does something for as many items at a time as have come while two batches are under way. Resolves when it is done for the item. */
export function inBatches<T>(work: (items: T[]) => Promise<unknown>): (item: T) => Promise<void> {
  let waiting: { item: T; resolve: () => void }[] = [];
  let flying = 0;
  const fly = async () => {
    if (flying >= 2 || waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    flying += 1;
    await work(batch.map(({ item }) => item));
    for (const { resolve } of batch) resolve();
    flying -= 1;
    void fly();
  };
  return (item) =>
    new Promise((resolve) => {
      waiting.push({ item, resolve });
      void fly();
    });
}

/** Stores deliveries with the statement that the product runs. */
export async function storeDeliveries(pool: pg.Pool, deliveries: Delivery[]): Promise<void> {
  const rows = deliveries.flatMap(({ contacts, messages }) =>
    messages.map((message) => ({ contacts, message })),
  );
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
  await pool.query({ name: "store", text: STORE_EVENTS, values });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => request.on("end", resolve));
  return Buffer.concat(chunks);
}

/** A webhook that checks the signature, parses, and answers 200 once `take` has. */
export function answerSigned(secret: string, take: (delivery: Delivery) => Promise<void>): RequestListener {
  return async (request, response) => {
    const rawBody = await readBody(request);
    const signature = Buffer.from(String(request.headers["x-hub-signature-256"]));
    const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(rawBody).digest("hex")}`);
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      response.writeHead(403).end();
      return;
    }
    await take(JSON.parse(rawBody.toString()).entry[0].changes[0].value);
    response.writeHead(200, { "content-length": 15 }).end('{"status":"ok"}');
  };
}
