import type pg from "pg";
import type { History } from "./history.ts";

/** How far back the bot's questions about a person's history reach. */
const REACH_MS = 15 * 60_000;

/** A history that was loaded at once for many people, and grows with what is noted of the messages answered since. */
export interface RememberedHistory extends History {
  noteInbound(receivedAt: Date): void;
  noteHeard(purpose: string, at: Date): void;
}

interface Remembered {
  inbound: Date[];
  heard: Map<string, Date>;
}

/** The histories of these people, by their ids, in two queries. */
export async function loadHistories(
  client: pg.ClientBase,
  personIds: string[],
  now: Date,
): Promise<Map<string, RememberedHistory>> {
  const since = new Date(now.getTime() - REACH_MS);
  const remembered = new Map<string, Remembered>(
    personIds.map((id) => [id, { inbound: [], heard: new Map() }]),
  );
  const inbound = await client.query<{ id: string; at: Date }>(
    `select whatsapp_user_id as id, received_at as at from inbound_messages
     where whatsapp_user_id = any($1::uuid[]) and received_at > $2`,
    [personIds, since],
  );
  const heard = await client.query<{ id: string; purpose: string; at: Date }>(
    `select whatsapp_user_id as id, purpose, max(created_at) as at from outbound_messages
     where whatsapp_user_id = any($1::uuid[]) and created_at > $2 group by 1, 2`,
    [personIds, since],
  );
  for (const { id, at } of inbound.rows) remembered.get(id)?.inbound.push(at);
  for (const { id, purpose, at } of heard.rows) remembered.get(id)?.heard.set(purpose, at);
  return new Map([...remembered].map(([id, memory]) => [id, toHistory(memory)]));
}

function toHistory({ inbound, heard }: Remembered): RememberedHistory {
  return {
    countInbound: async (since) => inbound.filter((receivedAt) => receivedAt > since).length,
    hasHeard: async (purpose, since) => {
      const last = heard.get(purpose);
      return last !== undefined && last > since;
    },
    noteInbound: (receivedAt) => inbound.push(receivedAt),
    noteHeard: (purpose, at) => heard.set(purpose, at),
  };
}
