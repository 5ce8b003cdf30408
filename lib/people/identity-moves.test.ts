import { beforeEach, describe, expect } from "vitest";
import { db } from "../db.ts";
import { findLink } from "../linking/links.ts";
import { test } from "../testing/fixtures.ts";
import {
  actions,
  changedNumber,
  changedUserId,
  failures,
  linkRosa,
  NEW,
  notify,
  OLD,
  rosa,
  rows,
} from "../testing/identity-changes.ts";
import { newStudent } from "../testing/students.ts";

beforeEach(async () => {
  await db()
    .$executeRaw`truncate webhook_events, lanes, whatsapp_users, outbound_messages, audit_events cascade`;
});

describe("with the BSUID that we know as the previous one, the link follows", () => {
  test("to another number", async () => {
    const account = await linkRosa();
    await notify(changedNumber());
    expect(await rows()).toMatchObject([
      {
        bsuid: NEW,
        whatsappPhone: "+15550100009",
        previousBsuids: [OLD],
        isLinked: true,
        userId: account.id,
      },
    ]);
    expect(await actions()).toContain("moved");
    const moved = newStudent({ from: "15550100009", from_user_id: NEW });
    expect((await moved.say("status"))[0]).toContain("✅ Account Status: Linked");
    expect(await failures()).toBe(0);
  });

  test("to another BSUID, whose number we are not told and must not write to any more", async () => {
    await linkRosa();
    await notify(changedUserId());
    expect(await rows()).toMatchObject([
      { bsuid: NEW, whatsappPhone: null, previousBsuids: [OLD], isLinked: true },
    ]);
    const moved = newStudent({ from: undefined, from_user_id: NEW });
    expect((await moved.say("status"))[0]).toContain("✅ Account Status: Linked");
  });

  test("from change to change, with all earlier BSUIDs kept", async () => {
    await linkRosa();
    await notify(changedNumber());
    await notify(changedUserId({ user_id: "US.NEXT88", previous_user_id: NEW }));
    expect(await rows()).toMatchObject([{ bsuid: "US.NEXT88", previousBsuids: [OLD, NEW], isLinked: true }]);
  });

  test("once, however often the notice comes", async () => {
    await linkRosa();
    await notify(changedNumber());
    await notify(changedNumber());
    expect(await rows()).toMatchObject([{ bsuid: NEW, previousBsuids: [OLD], isLinked: true }]);
  });

  test("also when the person wrote under the new identity before the notice came", async () => {
    const account = await linkRosa();
    await newStudent({ from: "15550100009", from_user_id: NEW }).say("hi");
    await notify(changedNumber());
    expect(await rows()).toMatchObject([
      { bsuid: NEW, whatsappPhone: "+15550100009", previousBsuids: [OLD] },
    ]);
    expect(await findLink(account)).toMatchObject({ phone: "+15550100009" });
  });

  test("unless the new identity has an account of its own already, which stays", async () => {
    const old = await linkRosa();
    const own = await linkRosa({ from: "15550100009", from_user_id: NEW });
    await notify(changedNumber());
    expect(await findLink(old)).toBeNull();
    expect(await findLink(own)).toMatchObject({ phone: "+15550100009" });
    expect(await actions()).toContain("suspended");
  });

  test("and a message from before the change, which comes late, takes nothing back", async () => {
    await linkRosa();
    await notify(changedNumber());
    const replies = await newStudent(rosa).say("status");
    expect(replies[0]).toContain("✅ Account Status: Linked");
    expect(await rows()).toMatchObject([{ bsuid: NEW, whatsappPhone: "+15550100009" }]);
    expect(await db().outboundMessage.count({ where: { purpose: "status", toPhone: "+15550100002" } })).toBe(
      0,
    );
  });

  test("and whoever had the new number before loses it, and their link with it", async () => {
    const before = await linkRosa({ from: "15550100009", from_user_id: "US.Z" });
    const account = await linkRosa();
    await notify(changedNumber());
    expect(await findLink(before)).toBeNull();
    expect(await findLink(account)).toMatchObject({ phone: "+15550100009" });
  });
});
