import { expect } from "vitest";
import { GET as READ } from "../../app/api/whatsapp/link/route.ts";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { confirmLink } from "./confirmations.ts";
import { declineLink } from "./declines.ts";

const ADDRESS = "203.0.113.7";

test("a link that its reader did not ask for works for nobody any more, and staff see that it was sent to them", async () => {
  const [student, reader] = [newStudent(), await createAccount()];
  const token = await student.askForToken();
  expect(await declineLink(token, reader, ADDRESS)).toBe(true);
  await expect(confirmLink(token, await createAccount())).rejects.toMatchObject({
    status: 410,
    code: "link_declined",
  });
  expect(await callRoute(READ, { path: `link?token=${token}` })).toMatchObject({ status: 410 });
  const [event] = await db().auditEvent.findMany({ where: { userId: reader.id } });
  expect(event).toMatchObject({
    action: "refused",
    actorId: reader.id,
    address: ADDRESS,
    details: { reason: "not_asked_for" },
  });
  expect(await confirmLink(await student.askForToken(), reader)).toMatchObject({ isNew: true });
});

test("of declining and confirming at the same moment, one counts", async () => {
  for (let round = 0; round < 5; round++) {
    const [token, reader, confirmer] = [
      await newStudent().askForToken(),
      await createAccount(),
      await createAccount(),
    ];
    const [declined, confirmed] = await Promise.all([
      declineLink(token, reader, ADDRESS),
      confirmLink(token, confirmer).catch(() => null),
    ]);
    expect(declined).toBe(confirmed === null);
  }
});

test.for(["nonsense", "0".repeat(32)])("%s is nothing to decline", async (token) => {
  expect(await declineLink(token, await createAccount(), ADDRESS)).toBe(false);
});
