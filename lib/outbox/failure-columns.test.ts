import { describe, expect } from "vitest";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { cancelMessage } from "./cancel.ts";
import { explainFailure } from "./outcome-words.ts";
import { resendMessage } from "./resend.ts";
import { recordUnknown, settleInterrupted } from "./sending/untaken.ts";

const EARLIER = { failureTitle: "Too many", failureDetails: "Slow down, please.", fbtraceId: "A1b2" };

const HOUR_AGO = new Date(Date.now() - 3_600_000);

/** A staff message that Meta refused at an earlier try. */
function refusedEarlier(status: string, rank: number) {
  const content = { lane: "person", purpose: "staff", kind: "text", text: "hi", attempts: 1 };
  const tried = { attemptedAt: HOUR_AGO, dueAt: HOUR_AGO, failureCode: "130429", ...EARLIER };
  return db().outboundMessage.create({ data: { ...content, ...tried, status, rank } });
}

const find = (id: string) => db().outboundMessage.findUniqueOrThrow({ where: { id } });

const nothingElse = { failureTitle: null, failureDetails: null, fbtraceId: null };

describe("nothing of an earlier refusal is kept of a message", () => {
  test("that is queued again by staff: no reason is told of it", async () => {
    const { id: actorId } = await createAccount({ role: "admin" });
    const { id } = await refusedEarlier("unknown", 1);
    const resent = resendMessage(id, { actorId });
    await expect.poll(async () => (await find(id)).status).toBe("queued");
    const queued = await find(id);
    await db().outboundMessage.update({ where: { id }, data: { status: "accepted", rank: 2 } });
    await resent;
    expect(queued).toMatchObject({ failureCode: null, ...nothingElse });
    expect(explainFailure(queued)).toBeNull();
  });

  test("that staff cancel", async () => {
    const account = await createAccount({ role: "admin" });
    const { id } = await refusedEarlier("queued", 0);
    await cancelMessage(id, { account });
    expect(await find(id)).toMatchObject({ status: "unknown", failureCode: "unconfirmed", ...nothingElse });
  });

  test("that WhatsApp doesn’t confirm at a later try", async () => {
    const { id } = await refusedEarlier("sending", 1);
    await recordUnknown({ id, attemptedAt: HOUR_AGO }, "TimeoutError");
    expect(await find(id)).toMatchObject({
      ...{ status: "unknown", failureCode: "unconfirmed" },
      ...{ ...nothingElse, failureTitle: "TimeoutError" },
    });
  });

  test("whose sending a dead worker left in the middle", async () => {
    const { id } = await refusedEarlier("sending", 1);
    expect(await settleInterrupted({ queue: "outbox", key: "person", holder: "" })).toEqual([id]);
    expect(await find(id)).toMatchObject({ status: "unknown", failureCode: "unconfirmed", ...nothingElse });
  });
});
