import { expect } from "vitest";
import { db } from "../db.ts";
import { test } from "../testing/fixtures.ts";
import { listFailureCauses } from "./failures.ts";

async function fail(code: string | null, title: string | null, hoursAgo: number, status = "failed") {
  await db().$executeRaw`insert into outbound_messages
      (lane, purpose, kind, text, status, due_at, failure_code, failure_title, failed_at)
    values ('x', 'staff', 'text', 'hi', ${status}, null, ${code}, ${title}, now() - make_interval(hours => ${hoursAgo}))`;
}

test("failures are counted by their cause, in plain words, with who must act; the most frequent of the day first", async () => {
  for (const title of ["Undeliverable", "Message undeliverable"]) await fail("131026", title, 2);
  await fail("131026", null, 30);
  await fail("expired", "It could not be sent in time, so it was not sent at all.", 1);
  await fail("130497", null, 50);
  await fail(null, null, 60);
  await fail("131026", null, 8 * 24);
  await fail("131026", null, 1, "delivered");
  const cause = (code: string, says: RegExp, actor: string | null, day: number, week: number) => ({
    code,
    says: expect.stringMatching(says),
    actor,
    day,
    week,
  });
  expect(await listFailureCauses()).toEqual([
    cause("131026", /^This number cannot get the message/, "student", 2, 3),
    cause("expired", /^It could not be sent in time/, null, 1, 1),
    expect.objectContaining({ day: 0, week: 1 }),
    expect.objectContaining({ day: 0, week: 1 }),
  ]);
  expect(await listFailureCauses()).toContainEqual(cause("130497", /country/, "admin", 0, 1));
  expect(await listFailureCauses()).toContainEqual(cause("none", /didn’t say why/, null, 0, 1));
});
