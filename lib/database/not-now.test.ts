import { beforeEach, describe, expect } from "vitest";
import { db, pool, transaction } from "../db.ts";
import { route } from "../requests/route.ts";
import { deliver, deliveryOf, textMessage } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { NOT_NOW, REFUSED, type Refusals, useRefusals } from "../testing/refusals.ts";
import { isDatabaseUnavailable, isRefusedAsData } from "./database-errors.ts";

let refusals: Refusals;
let people = 0;

test.beforeAll(async () => {
  refusals = await useRefusals(["webhook_events", "whatsapp_users", "rate_limits"]);
});

beforeEach(() => refusals.refuseWith(null));

const nextNumber = () => `49${String(15_000_000_000 + ++people)}`;
const writeTo = (number: string) => deliver(deliveryOf({ messages: [textMessage(number, "hi")] }));
const eventsOf = (number: string) => db().webhookEvent.findMany({ where: { lane: number } });
const deadLetters = () => db().webhookEvent.count({ where: { state: { in: ["quarantined", "dead"] } } });

async function responseTo(use: () => Promise<unknown>): Promise<string> {
  const handler = route(async () => {
    await use();
    return Response.json({ status: "ok" });
  });
  const request = new Request("http://localhost:3000/api/whatsapp/webhook", { method: "POST" });
  const response = await handler(request, undefined);
  return `${response.status} ${response.headers.get("retry-after") ?? "at once"}`;
}

/** Each way in which we ask the database; Prisma tells of its errors differently in each. */
const uses: Record<string, () => Promise<unknown>> = {
  "a model of Prisma's": () => db().whatsappUser.create({ data: { bsuid: `US.${nextNumber()}` } }),
  "raw SQL through Prisma": () =>
    db().$executeRaw`insert into whatsapp_users (bsuid) values (${`US.${nextNumber()}`})`,
  "a transaction of Prisma's": () =>
    transaction((tx) => tx.whatsappUser.createMany({ data: [{ bsuid: `US.${nextNumber()}` }] })),
  "a statement": () => pool().query("insert into whatsapp_users (bsuid) values ($1)", [`US.${nextNumber()}`]),
};

describe("whatever the database says but that it refuses the data, it is asked again later", () => {
  test.for(Object.values(NOT_NOW))("%s", async (state) => {
    const before = await deadLetters();
    await refusals.refuseWith(state);
    for (const use of Object.values(uses)) expect(await responseTo(use)).toBe("503 3");
    const number = nextNumber();
    expect(await responseTo(() => writeTo(number))).toBe("503 3");
    await refusals.refuseWith(null);
    expect(await deadLetters()).toBe(before);
    expect(await responseTo(() => writeTo(number))).toBe("200 at once");
    expect(await eventsOf(number)).toMatchObject([{ state: "pending" }]);
  });
});

describe("what the database refuses as data", () => {
  test.for(Object.values(REFUSED))("is a fault of ours where we asked for it: %s", async (state) => {
    await refusals.refuseWith(state);
    for (const use of Object.values(uses)) expect(await responseTo(use)).toBe("500 at once");
  });

  test("becomes a dead letter where Meta brought it, and what came with it does not", async () => {
    const [good, bad] = [nextNumber(), nextNumber()];
    await db().$executeRaw`create function dislike() returns trigger language plpgsql as $$ begin
      if new.payload::text like '%unbearable%' then raise exception 'no' using errcode = '22P05'; end if;
      return new; end $$`;
    await db()
      .$executeRaw`create trigger dislike before insert on webhook_events for each row execute function dislike()`;
    const before = await deadLetters();
    const deliveries = [textMessage(good, "hi"), textMessage(bad, "unbearable")];
    await Promise.all(deliveries.map((message) => deliver(deliveryOf({ messages: [message] }))));
    expect(await eventsOf(good)).toHaveLength(1);
    expect(await deadLetters()).toBe(before + 1);
  });
});

describe("a fault of our own is told from the database's:", () => {
  test("a query that takes too long, or for which a table is missing, is the database's", async () => {
    const slow = transaction(async (tx) => {
      await tx.$executeRaw`set local statement_timeout = 20`;
      await tx.$queryRaw`select pg_sleep(1)::text`;
    });
    const early = db().$queryRaw`select * from tables_of_next_year`;
    for (const failing of [slow, early]) {
      const error = await failing.catch((reason: unknown) => reason);
      expect([isDatabaseUnavailable(error), isRefusedAsData(error)]).toEqual([true, false]);
    }
  });

  test("what fails in our own code, or on the way from a browser, is not", async () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const errors = [
      await pool()
        .query("select $1::jsonb", [circle])
        .catch((error: unknown) => error),
      await db()
        .user.findFirstOrThrow({ where: { email: "nobody" } })
        .catch((error: unknown) => error),
      await db()
        .user.findFirst({ where: { nonsense: 1 } as never })
        .catch((error: unknown) => error),
      Object.assign(new Error("aborted"), { code: "ECONNRESET" }),
      new Error("nonsense"),
      undefined,
      "text",
    ];
    expect(errors.map((error) => [isDatabaseUnavailable(error), isRefusedAsData(error)])).toEqual(
      errors.map(() => [false, false]),
    );
  });
});
