import { beforeEach, expect } from "vitest";
import { db } from "../db.ts";
import { deliver, deliveryOf, textMessage } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";

test.beforeAll(async () => {
  await db().$executeRaw`
    create function refuse_bad() returns trigger language plpgsql as $$ begin
      if new.wamid like 'bad%' then raise exception 'cannot be stored' using errcode = '22023'; end if;
      return new;
    end $$`;
  await db().$executeRaw`
    create trigger refuse_bad before insert on webhook_events for each row execute function refuse_bad()`;
});

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, lanes`;
});

const message = (from: number, text: string, id = `wamid.${from}.${text}`) =>
  deliveryOf({ messages: [textMessage(`1555${1_000_000 + from}`, text, { id })] });

test("what the database will not take is kept as it came, and keeps nothing else from being stored", async () => {
  const bodies = Array.from({ length: 60 }, (_, at) =>
    message(at, "hi", at % 20 === 7 ? `bad.${at}` : undefined),
  );
  await Promise.all(bodies.map(deliver));
  await Promise.all(bodies.map(deliver));
  const kept = await db().webhookEvent.findMany({ where: { state: "quarantined" } });
  expect(kept).toHaveLength(3);
  for (const { rawBody, failure } of kept) {
    expect(failure).toBe("22023");
    expect(bodies.some((body) => body.equals(rawBody ?? Buffer.alloc(0)))).toBe(true);
  }
  expect(await db().webhookEvent.count({ where: { state: "pending" } })).toBe(57);
});

test("the messages of a person who writes quickly are stored in the order in which they came", async () => {
  const people = [1, 2, 3, 4, 5, 6, 7];
  for (let round = 0; round < 5; round++) {
    const bodies = Array.from({ length: 25 }, (_, at) => at).flatMap((at) =>
      people.map((person) => message(person, `${round}.${String(at).padStart(2, "0")}`)),
    );
    await Promise.all(bodies.map(deliver));
  }
  const stored = await db().webhookEvent.findMany({ orderBy: { id: "asc" } });
  for (const person of people) {
    const own = stored.flatMap(({ wamid }) => (wamid?.startsWith(`wamid.${person}.`) ? wamid : []));
    expect(own).toHaveLength(125);
    expect(own).toEqual(own.toSorted());
  }
});

test("deliveries that share their messages in every order, all at once, wait for each other in vain never", async () => {
  const messages = Array.from({ length: 12 }, (_, at) => textMessage(`1555200${at + 10}`, "hi"));
  const post = (_: unknown, at: number) =>
    deliver(deliveryOf({ messages: messages.toSorted(() => ((at * 7) % 3) - 1) }));
  await Promise.all(Array.from({ length: 100 }, post));
  expect(await db().webhookEvent.count()).toBe(12);
});
