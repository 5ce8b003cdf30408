import { expect } from "vitest";
import { db, pool, transaction } from "../db.ts";
import { route } from "../requests/route.ts";
import { test } from "../testing/fixtures.ts";

const uses = {
  "a query": () => db().user.count(),
  "a transaction": () => transaction((tx) => tx.user.count()),
  "a statement": () => pool().query("select 1"),
};

test("who waits in vain while all connections are in use isn't told that the database is away", async () => {
  const taken = await Promise.all(Array.from({ length: 8 }, () => pool().connect()));
  const told = Object.values(uses).map(async (use) => {
    const handler = route(async () => Response.json(await use()));
    const response = await handler(new Request("http://localhost:3000/api/whatsapp/people"), undefined);
    const { code } = await response.json();
    return [response.status, code, response.headers.get("retry-after")];
  });
  expect(await Promise.all(told)).toEqual(Object.values(uses).map(() => [503, "too_busy", "3"]));
  for (const connection of taken) connection.release();
});
