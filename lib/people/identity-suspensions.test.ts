import { beforeEach, describe, expect } from "vitest";
import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { findLink } from "../linking/links.ts";
import { takeNextToSend } from "../outbox/sending/outbox.ts";
import { createAccount } from "../testing/accounts.ts";
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
import { claimLane } from "../testing/lanes.ts";
import { newStudent } from "../testing/students.ts";

beforeEach(async () => {
  await db()
    .$executeRaw`truncate webhook_events, lanes, whatsapp_users, outbound_messages, audit_events cascade`;
});

describe("without that proof the link is suspended, and the person is asked to link again", () => {
  test.for([
    ["no previous BSUID, as from April to August 2026", rosa, changedNumber({ previous_user_id: undefined })],
    [
      "the old BSUID only as the sender",
      rosa,
      changedNumber({ previous_user_id: undefined }, { from_user_id: OLD, from: undefined }),
    ],
    ["another previous BSUID than ours", rosa, changedNumber({ previous_user_id: "US.SOMEBODY" })],
    ["a previous BSUID where we know none", { from: "15550100002" }, changedNumber()],
    ["a previous BSUID that is no text", rosa, changedNumber({ previous_user_id: { id: OLD } })],
  ] as const)("%s", async ([, identity, notice]) => {
    const account = await linkRosa(identity);
    await notify(notice);
    expect(await findLink(account)).toBeNull();
    expect(await actions()).toContain("suspended");
    expect(await actions()).not.toContain("moved");
    const next = newStudent({ from: "15550100009", from_user_id: NEW });
    const replies = await next.say("status", "hi");
    expect(replies[0]).toMatch(/^🔗 Please link again.*Send 'link'/s);
    expect(replies[1]).not.toContain("Please link again");
    for (const reply of replies) expect(reply).not.toMatch(/John|example\.com|15550100002/);
    await confirmLink(await next.askForToken(), account, { isFresh: true });
    expect(await findLink(account)).toMatchObject({ phone: "+15550100009" });
    expect(await failures()).toBe(0);
  });

  test.for([
    ["nothing at all but the number", changedNumber({ user_id: undefined, previous_user_id: undefined })],
    [
      "the shape of older versions",
      changedNumber({ type: "customer_changed_number", user_id: undefined, previous_user_id: undefined }),
    ],
    ["no new identity", changedNumber({ wa_id: undefined, user_id: undefined })],
  ] as const)("told %s", async ([, notice]) => {
    const account = await linkRosa();
    await notify(notice);
    expect(await findLink(account)).toBeNull();
    const replies = await newStudent({ from: "15550100009" }).say("status");
    expect(replies[0]).toContain("Account Status: Not Linked");
  });

  test("the old number gets nothing private any more", async () => {
    await linkRosa();
    await notify(changedNumber({ previous_user_id: undefined }));
    const replies = await newStudent({ from: "15550100002", from_user_id: "US.STRANGER" }).say(
      "status",
      "hi",
    );
    for (const reply of replies) expect(reply).not.toMatch(/John|example\.com|link again/);
  });

  test("what was queued for the old number is not sent there any more", async () => {
    await linkRosa();
    await newStudent(rosa).say("status");
    await notify(changedNumber({ previous_user_id: undefined }));
    const lane = await claimLane("outbox", "test");
    expect(lane && (await takeNextToSend(lane)).message).toMatchObject({ phone: null, bsuid: OLD });
  });

  test("and a token that the old identity asked for works no more", async () => {
    const token = await newStudent(rosa).askForToken();
    await notify(changedNumber({ previous_user_id: undefined }));
    await expect(confirmLink(token, await createAccount())).rejects.toMatchObject({ status: 410 });
  });
});

test("a number whose row is another person's than the BSUID's is left alone", async () => {
  const rosas = await linkRosa();
  const other = await linkRosa({ from: "15550100002", from_user_id: "US.B" });
  await db()
    .$executeRaw`update whatsapp_users set user_id = ${rosas.id}::uuid, is_linked = true, linked_at = now() where bsuid = ${OLD}`;
  await notify(changedNumber());
  expect(await findLink(other)).toMatchObject({ phone: "+15550100002" });
  expect(await findLink(rosas)).toMatchObject({ phone: "+15550100009" });
});

test("a notice about nobody we know changes nothing", async () => {
  await linkRosa({ from: "15550100077", from_user_id: "US.77" });
  const before = await rows();
  await notify(changedNumber());
  await notify(changedUserId());
  await notify(changedUserId({ user_id: undefined, previous_user_id: undefined }));
  expect(await rows()).toEqual(before);
  expect(await failures()).toBe(0);
});
