import { expect } from "vitest";
import { db } from "#lib/db";
import { MAX_TRIES } from "#lib/inbox/inbox";
import { test } from "#lib/testing/fixtures";
import { claimLane } from "#lib/testing/lanes";
import { newStudent } from "#lib/testing/students";
import { passTime, workOnInbox } from "#lib/testing/worker";

/** Makes the newest message of a lane one that cannot be worked on. */
const poison = () => db().$executeRaw`
  update webhook_events set payload = '{}' where id = (select max(id) from webhook_events)`;

const newestEvent = () => db().webhookEvent.findFirstOrThrow({ orderBy: { id: "desc" } });

test("a message that cannot be worked on is tried again with pauses, then parked with its reason", async () => {
  await newStudent().say("hi");
  await db().$executeRaw`update webhook_events set state = 'pending', attempts = 0`;
  await poison();
  for (let tries = 0; tries < MAX_TRIES + 2; tries++) {
    await db().$executeRaw`update lanes set due_at = now() - interval '1 second'`;
    await passTime();
    await workOnInbox();
  }
  expect(await newestEvent()).toMatchObject({ state: "dead", attempts: MAX_TRIES, failure: "ZodError" });
  await db().$executeRaw`update lanes set due_at = now() - interval '1 second' where due_at is not null`;
  expect(await claimLane("inbox", "nobody")).toBeNull();
});

test("a message that kills the worker each time is parked as well, and its lane comes to rest", async () => {
  const student = newStudent();
  await student.say("hi");
  await db().$executeRaw`
    update webhook_events set state = 'pending', attempts = ${MAX_TRIES}, due_at = now() - interval '1 second'
    where id = (select max(id) from webhook_events)`;
  await db().$executeRaw`update lanes set due_at = now() - interval '1 second' where queue = 'inbox'`;
  await workOnInbox();
  expect(await newestEvent()).toMatchObject({ state: "dead", failure: "worker_died" });
  expect(await claimLane("inbox", "nobody")).toBeNull();
});

test("a message that waits for its next try does not keep its sender's later ones from getting a reply", async () => {
  const student = newStudent();
  await student.say("hi");
  await db().$executeRaw`
    update webhook_events set state = 'pending', attempts = 1, payload = '{}', due_at = now() + interval '1 hour'
    where id = (select max(id) from webhook_events)`;
  expect(await student.say("status")).toHaveLength(1);
});

test("a message that the database could not take just then gets a reply before its sender's later ones", async () => {
  await db().$executeRaw`create sequence faults`;
  await db().$executeRaw`
    create function fail_at_first() returns trigger language plpgsql as $$ begin
      if nextval('faults') in (1, 3) then raise exception 'deadlock' using errcode = '40P01'; end if;
      return new;
    end $$`;
  await db().$executeRaw`
    create trigger fail_at_first before insert on inbound_messages for each row execute function fail_at_first()`;
  const student = newStudent();
  // It fails together with others, fails again by itself (a harmless one does not), and rests; nothing overtakes it meanwhile.
  expect(await student.say("hi", "status")).toEqual([]);
  await passTime();
  await workOnInbox();
  const replies = await db().outboundMessage.findMany({
    where: { toPhone: student.phone },
    orderBy: { sequence: "asc" },
  });
  expect(replies.map(({ purpose }) => purpose)).toEqual(["welcome", "status"]);
  expect(await db().webhookEvent.findMany({ orderBy: { id: "desc" }, take: 2 })).toMatchObject([
    { state: "done", attempts: 1 },
    { state: "done", attempts: 2 },
  ]);
});
