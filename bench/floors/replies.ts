import pg from "pg";
import { listen, serveParent } from "../child.ts";
import { answerSigned, type Delivery, inBatches, storeDeliveries } from "./deliveries.ts";
import { sendText } from "./graph-client.ts";

/**
 * The least that a durable reply can cost here: the message is committed, its reply is committed as being sent, and sent,
 * all by the process that took the message. Nobody is looked up, and nothing is thought about.
 */
const [port, secret = "", databaseUrl, graphPort] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });

const QUEUE = `
  with done as (update webhook_events set state = 'done', processed_at = now() where wamid = any($1))
  insert into outbound_messages (lane, to_phone, purpose, source_wamid, kind, text, status, rank)
  select phone, phone, 'reply', wamid, 'text', 'ok', 'sending', 1 from unnest($1::text[], $2::text[]) as t (wamid, phone)`;
const ACCEPT = `
  update outbound_messages m set status = 'accepted', rank = 2, wamid = t.wamid, accepted_at = now()
  from unnest($1::text[], $2::text[]) as t (source, wamid) where m.source_wamid = t.source`;

const store = inBatches((deliveries: Delivery[]) => storeDeliveries(pool, deliveries));
const queue = inBatches((replies: { source: string; to: string }[]) =>
  pool.query({
    name: "queue",
    text: QUEUE,
    values: [replies.map(({ source }) => source), replies.map(({ to }) => to)],
  }),
);
const accept = inBatches((sent: { source: string; wamid: string }[]) =>
  pool.query({
    name: "accept",
    text: ACCEPT,
    values: [sent.map(({ source }) => source), sent.map(({ wamid }) => wamid)],
  }),
);

async function reply({ messages }: Delivery): Promise<void> {
  for (const { id: source, from } of messages) {
    const to = `+${from}`;
    await queue({ source, to });
    await accept({ source, wamid: await sendText(Number(graphPort), to, "ok") });
  }
}

await listen(
  port,
  answerSigned(secret, async (delivery) => {
    await store(delivery);
    void reply(delivery);
  }),
);
serveParent();
