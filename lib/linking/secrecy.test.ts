import { expect } from "vitest";
import { pool } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { workOnEvents, workOnInbox, workOnOutbox } from "../testing/worker.ts";
import { confirmLink } from "./confirmations.ts";
import { hashToken, readToken } from "./tokens.ts";

/** The tables in which `text` stands, in any column of any type, in clear or in a common encoding. */
async function tablesWith(text: string): Promise<string[]> {
  const encodings = [
    text,
    text.toUpperCase(),
    Buffer.from(text).toString("hex"),
    Buffer.from(text).toString("base64"),
  ];
  const { rows: tables } = await pool().query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool().query(
      `select 1 from ${name} as t where exists (select from unnest($1::text[]) as wanted where strpos(t::text, wanted) > 0)`,
      [encodings.map((encoding) => encoding.replace(/=+$/, ""))],
    );
    if (rows.length > 0) found.push(name);
  }
  return found.sort();
}

test("a link token stands in clear nowhere in the database: not when it waits, not when it was sent, not when it was used", async ({
  double,
}) => {
  const phone = await double.addPhone({ name: "Canary" });
  await phone.write("link");
  await workOnInbox();
  await workOnOutbox();
  const [message = ""] = await phone.read();
  const token = readToken(message) ?? "";
  expect(message.match(new RegExp(token, "g"))).toHaveLength(2);
  expect(message).toContain(`👉 http://localhost:3000/whatsapp/link?token=${token}\n`);
  expect(await tablesWith(token)).toEqual([]);
  expect(await tablesWith(hashToken(token))).toEqual(["public.link_tokens", "public.whatsapp_users"]);
  expect(await tablesWith("Canary")).toEqual(["public.webhook_events", "public.whatsapp_users"]);
  await confirmLink(token, await createAccount());
  await workOnEvents();
  expect(await tablesWith(token)).toEqual([]);
});

test("while the answer with the token waits, the token is sealed with a key that is not in the database", async ({
  double,
}) => {
  await double.suffer({ outage: true });
  const phone = await double.addPhone();
  await phone.write("link");
  await workOnInbox();
  await workOnOutbox();
  const { rows } = await pool().query<{ sealed: string; text: string }>(
    "select sealed_secrets as sealed, text from outbound_messages where to_phone = $1",
    [phone.phone],
  );
  expect(rows[0]?.text).toContain("token={token}");
  expect(rows[0]?.sealed).toMatch(/^[A-Za-z0-9+/]{60,}=*$/);
});
