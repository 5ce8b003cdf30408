import { beforeEach, describe, expect } from "vitest";
import { db } from "../db.ts";
import { consentLedger } from "../testing/consent.ts";
import { deliver, deliveryOf, textMessage } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { changedUserId, linkRosa, NEW, notify, OLD, rows } from "../testing/identity-changes.ts";
import { newStudent } from "../testing/students.ts";
import { workOnEvents, workOnInbox } from "../testing/worker.ts";

beforeEach(async () => {
  await db()
    .$executeRaw`truncate webhook_events, lanes, whatsapp_users, outbound_messages, audit_events cascade`;
});

/** What stands for nothing. */
const BLANKS = ["", " ", null, "\u200b", undefined, 0, [], {}];

const BSUID = "US.90000000000000001";
const PHONE = "15550102233";

/** Posts a text of a person and lets the bot work on it; to whom it replied. */
async function say(text: string, message: object, value: object): Promise<unknown[]> {
  await deliver(deliveryOf({ ...value, messages: [textMessage(PHONE, text, { ...message })] }));
  await workOnInbox();
  return db().outboundMessage.findMany({ select: { purpose: true, toPhone: true, toBsuid: true } });
}

describe.for(BLANKS)("where Meta gives %j", (blank) => {
  test("for a number, the sender is the BSUID that is left", async () => {
    const contacts = [{ profile: { name: "Nora", username: "@nora" }, wa_id: blank, user_id: BSUID }];
    const replies = await say("status", { from: blank, from_user_id: BSUID }, { contacts });
    expect(replies).toEqual([{ purpose: "status", toPhone: null, toBsuid: BSUID }]);
    expect(await rows()).toMatchObject([{ bsuid: BSUID, whatsappPhone: null, whatsappName: "Nora" }]);
  });

  test("for a BSUID, the sender is the number that is left", async () => {
    const contacts = [{ profile: { name: "Paul" }, wa_id: PHONE, user_id: blank }];
    const replies = await say("status", { from_user_id: blank, from_parent_user_id: blank }, { contacts });
    expect(replies).toEqual([{ purpose: "status", toPhone: `+${PHONE}`, toBsuid: null }]);
    expect(await rows()).toMatchObject([{ bsuid: null, whatsappPhone: `+${PHONE}`, whatsappName: "Paul" }]);
  });

  test("for all that is not needed, STOP counts all the same", async () => {
    const optional = {
      group_id: blank === 0 ? null : blank,
      timestamp: blank,
      context: blank,
      referral: blank,
    };
    const kinds = { button: blank, interactive: blank, image: blank, errors: blank };
    const isGroup = typeof blank === "object" && blank !== null;
    const message = { ...optional, ...kinds, ...(isGroup ? { group_id: null } : {}), from_user_id: blank };
    const around = { contacts: blank, statuses: null, errors: null, metadata: blank };
    await say("STOP", message, around);
    expect(await consentLedger()).toEqual(["broadcasts out by chat"]);
  });

  test("for the number in a notice of a new BSUID, the link moves", async () => {
    const account = await linkRosa();
    const system = { wa_id: blank, parent_user_id: blank };
    await notify({ ...changedUserId(system), from: blank, from_user_id: blank });
    expect(await rows()).toMatchObject([
      { bsuid: NEW, whatsappPhone: null, previousBsuids: [OLD], isLinked: true, userId: account.id },
    ]);
  });

  test("for the time and the errors of a status, it counts", async () => {
    const wamid = "wamid.BLANK";
    await db().outboundMessage.create({
      data: { lane: "1", purpose: "status", kind: "text", status: "accepted", rank: 2, wamid, dueAt: null },
    });
    const status = { id: wamid, status: "delivered", timestamp: blank, biz_opaque_callback_data: blank };
    const more = { errors: blank, pricing: blank, conversation: blank, recipient_id: blank };
    await deliver(deliveryOf({ contacts: blank, messages: null, statuses: [{ ...status, ...more }] }));
    await workOnEvents();
    expect(await db().outboundMessage.findFirst({ where: { wamid } })).toMatchObject({ status: "delivered" });
  });

  test("for one of the names of who stopped marketing, it is the one that is left", async () => {
    await newStudent({ from: PHONE, from_user_id: BSUID }).say("hi");
    for (const person of [
      { wa_id: blank, user_id: BSUID },
      { wa_id: PHONE, user_id: blank },
    ]) {
      const preference = { ...person, category: "marketing_messages", timestamp: blank };
      const value = person.user_id === BSUID ? "stop" : "resume";
      const change = { field: "user_preferences", value: { user_preferences: [{ ...preference, value }] } };
      await deliver(
        Buffer.from(
          JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "1", changes: [change] }] }),
        ),
      );
      await workOnEvents();
    }
    expect(await consentLedger()).toEqual([
      "marketing out by user_preferences",
      "marketing in by user_preferences",
    ]);
  });
});

test("none of that becomes a dead letter; only what names nobody at all does", async () => {
  await say("hi", { from: "", from_user_id: null }, { contacts: null });
  expect(await db().webhookEvent.findMany()).toMatchObject([{ state: "quarantined" }]);
});
