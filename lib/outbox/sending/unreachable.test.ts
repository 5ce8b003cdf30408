import { expect } from "vitest";
import { db } from "../../db.ts";
import { test } from "../../testing/fixtures.ts";
import { newStudent } from "../../testing/students.ts";
import { passTime, workOnOutbox } from "../../testing/worker.ts";
import { explainFailure } from "../outcome-words.ts";

test("while Meta cannot be reached a message waits, with short pauses, and nothing is lost", async () => {
  const student = newStudent();
  await student.say("hi");
  const pauses: number[] = [];
  for (let tries = 0; tries < 12; tries++) {
    await workOnOutbox();
    const row = await db().outboundMessage.findFirstOrThrow({ where: { toPhone: student.phone } });
    expect(row).toMatchObject({ status: "queued", attempts: 0, failureCode: "ECONNREFUSED" });
    expect(explainFailure(row)).toBe("WhatsApp can’t be reached right now. We’ll keep trying.");
    pauses.push(((row.dueAt?.getTime() ?? 0) - Date.now()) / 1000);
    await passTime();
  }
  for (const pause of pauses) {
    expect(pause).toBeGreaterThan(4);
    expect(pause).toBeLessThan(12);
  }
});
