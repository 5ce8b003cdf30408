import { beforeEach, expect } from "vitest";
import type { Command } from "#lib/bot/command";
import { db } from "#lib/db";
import { checkHealth } from "#lib/health/health";
import { test } from "#lib/testing/fixtures";
import { newStudent, type Student } from "#lib/testing/students";
import { passTime, workOnLater } from "#lib/testing/worker";
import { claimQuestions, replyLater } from "./reply-later.ts";

/** What the other system does when it is asked; each test says. */
let answer: Command["ask"];
let asked = 0;

const grades: Command = {
  name: "grades",
  aliases: [],
  summary: "See your grades",
  decide: ({ sender }) => ({ later: { studentId: sender.id } }),
  ask: async (question, signal) => {
    asked += 1;
    if (!answer) throw new Error("The other system is away.");
    return answer(question, signal);
  },
};
const good = async () => ({ purpose: "grades", text: "Maths: A" });

beforeEach(async () => {
  await db().$executeRaw`delete from deferred_replies`;
  answer = good;
  asked = 0;
});

/** Somebody asks for their grades, and the inbox is worked on. */
async function askForGrades(): Promise<Student> {
  const student = newStudent({}, [grades]);
  expect(await student.say("grades")).toEqual([]);
  return student;
}

/** A round of a worker that asks what is due, as if the time of each try had come. */
async function askDue(limitMs?: number): Promise<void> {
  await passTime();
  await workOnLater([grades], limitMs);
}

const waiting = () => db().deferredReply.count();

test("a command that asks another system replies after the message is committed, once", async () => {
  const student = await askForGrades();
  expect(await student.heard()).toEqual([]);
  expect(await db().webhookEvent.count({ where: { state: "pending" } })).toBe(0);
  expect(asked).toBe(0);
  await askDue();
  await askDue();
  expect(await student.heard()).toEqual(["Maths: A"]);
  expect([asked, await waiting()]).toEqual([1, 0]);
});

test("it is asked outside of any transaction", async () => {
  await askForGrades();
  answer = async () => {
    const [open] = await db().$queryRaw<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`;
    return { purpose: "grades", text: `${open?.count} open` };
  };
  await askDue();
  expect(await db().outboundMessage.findMany({ where: { text: "0 open" } })).toHaveLength(1);
});

test("a system that does not answer in time is given up, and asked again later", async () => {
  const student = await askForGrades();
  let isGivenUp = false;
  answer = (_, signal) => {
    signal.addEventListener("abort", () => {
      isGivenUp = true;
    });
    return new Promise(() => {});
  };
  await askDue(50);
  expect(isGivenUp).toBe(true);
  expect(await student.heard()).toEqual([]);
  const { dueAt } = await db().deferredReply.findFirstOrThrow();
  expect(dueAt.getTime()).toBeGreaterThan(Date.now());
  expect(await claimQuestions(10)).toEqual([]);
  answer = good;
  await askDue();
  expect(await student.heard()).toEqual(["Maths: A"]);
});

test("after four tries that failed the person is told so, once", async () => {
  const student = await askForGrades();
  answer = undefined;
  for (let tries = 0; tries < 6; tries++) await askDue();
  expect(await student.heard()).toEqual([expect.stringContaining("I couldn't get that")]);
  expect([asked, await waiting()]).toEqual([4, 0]);
});

test("a worker that is killed while it asks leaves the question to another; one that kills each is not asked for ever", async () => {
  const student = await askForGrades();
  for (let killed = 0; killed < 4; killed++) {
    await db().$executeRaw`update deferred_replies set due_at = now() - interval '1 second'`;
    expect(await claimQuestions(10)).toHaveLength(1);
    expect(await claimQuestions(10)).toEqual([]);
  }
  await askDue();
  expect(await student.heard()).toEqual([expect.stringContaining("I couldn't get that")]);
  expect(asked).toBe(0);
});

test("of two workers that both have the answer, one replies", async () => {
  const student = await askForGrades();
  const [question] = await claimQuestions(10);
  if (!question) throw new Error("There was nothing to ask.");
  await Promise.all([
    replyLater(question, [grades]),
    replyLater({ ...question, attempts: 2 }, [grades]),
    replyLater({ ...question, attempts: 5 }, [grades]),
  ]);
  expect(await student.heard()).toHaveLength(1);
});

test("what was asked without a link is not told to an account that was linked since", async () => {
  const student = await askForGrades();
  await db().$executeRaw`update deferred_replies set user_id = gen_random_uuid()`;
  await askDue();
  expect(await student.heard()).toEqual([expect.stringContaining("Your link has changed")]);
});

test("a command that exists no more ends in the same polite text", async () => {
  const student = await askForGrades();
  await db().$executeRaw`update deferred_replies set command = 'marks'`;
  await askDue();
  expect(await student.heard()).toEqual([expect.stringContaining("I couldn't get that")]);
});

test("a question that waits for its answer counts among what waits, from when it was asked", async () => {
  const { depth } = (await checkHealth()).checks.queue;
  await askForGrades();
  await db().$executeRaw`update deferred_replies set asked_at = now() - interval '1 hour'`;
  const queue = (await checkHealth()).checks.queue;
  expect(queue.depth).toBe((depth ?? 0) + 1);
  expect(queue.oldest_age_seconds).toBeGreaterThanOrEqual(3600);
  await askDue();
  expect((await checkHealth()).checks.queue.oldest_age_seconds ?? 0).toBeLessThan(3600);
});
