import { beforeAll, expect, test } from "vitest";
import { db } from "../db.ts";
import { useOwnDatabase } from "../testing/database.ts";
import { newStudent } from "../testing/students.ts";
import { passTime, workOnOutbox } from "../testing/worker.ts";
import { explainFailure } from "./send.ts";

beforeAll(async () => {
  await useOwnDatabase();
});

test("while Meta cannot be reached a message waits, with growing pauses, and nothing is lost", async () => {
  const student = newStudent();
  await student.say("hi");
  const pauses: number[] = [];
  for (let tries = 0; tries < 12; tries++) {
    await workOnOutbox();
    const row = await db().outboundMessage.findFirstOrThrow({ where: { toPhone: student.phone } });
    expect(row).toMatchObject({ status: "queued", attempts: tries + 1, failureCode: "ECONNREFUSED" });
    expect(explainFailure(row)).toBe("WhatsApp cannot be reached just now; we keep trying.");
    pauses.push(((row.dueAt?.getTime() ?? 0) - Date.now()) / 1000);
    await passTime();
  }
  expect(pauses[0]).toBeLessThan(4);
  expect(pauses[5]).toBeGreaterThan(30);
  for (const pause of pauses) expect(pause).toBeLessThan(400);
});
