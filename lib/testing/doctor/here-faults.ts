import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { db } from "../../db.ts";
import { changeSettings } from "../settings.ts";
import { pretendServer } from "./pretend-server.ts";
import type { DoctorScene } from "./scene.ts";

/** Has PostgreSQL say that some of its settings are others. */
export const server = (settings: Record<string, string>) => () => pretendServer(settings);
/** Changes the database. */
export const sql = (statement: string) => () => db().$executeRawUnsafe(statement);
/** The database is away. */
export const away = ({ line }: DoctorScene) => line.set("cut");
/** Sets the version of the Graph API. */
export const version = (WHATSAPP_API_VERSION: string) => () => changeSettings({ WHATSAPP_API_VERSION });
/** Meta listed the templates so long ago, some of which could not be read. */
export const listed = (ago: string, unread = 0) =>
  sql(`insert into template_lists values ('200000000000002', now() - interval '${ago}', ${unread})`);
/** A worker gave its last sign of life so long ago. */
export const beat = (ago: string) =>
  sql(`insert into worker_heartbeats (worker_id, beat_at) values ('w', now() - interval '${ago}')`);
/** An event came so long ago. */
export const event = (received: string, eventState = "pending") =>
  sql(`insert into webhook_events (kind, dedupe_key, payload, received_at, state, due_at)
    values ('change', 'c', '{}', now() - interval '${received}', '${eventState}', now() + interval '1 hour')`);
/** Several faults, one after the other. */
export const both =
  (...faults: (() => unknown)[]) =>
  async () => {
    for (const fault of faults) await fault();
  };

/** Meta took a message a quarter of an hour ago, and says this of the webhooks about it. */
export const silent =
  (told: string) =>
  async ({ haveMeta }: DoctorScene) => {
    haveMeta((_, response) =>
      response.end(
        JSON.stringify({
          data: [{ events: { data: [{ delivery_status: "SENT", webhook_update_state: told }] } }],
        }),
      ),
    );
    await db().$executeRaw`
    insert into outbound_messages (lane, purpose, kind, text, status, rank, wamid, created_at, accepted_at, due_at)
    values ('x', 'reply', 'text', 'hi', 'accepted', 2, 'wamid.1', now() - interval '15 minutes', now() - interval '15 minutes', null)`;
    await event("1 second", "done")();
  };

/** The file of the app secret, which held one at the start, has been emptied. */
export function loseSecret(): void {
  const file = join(mkdtempSync(join(tmpdir(), "secrets-")), "app-secrets");
  writeFileSync(file, "8d3f1c0be29a47561f7e0b3d9c2a6485\n");
  changeSettings({ WHATSAPP_WEBHOOK_SECRET: undefined, WHATSAPP_WEBHOOK_SECRET_FILE: file });
  writeFileSync(file, "");
}
