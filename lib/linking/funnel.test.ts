import { expect } from "vitest";
import { GET as FUNNEL } from "../../app/api/whatsapp/funnel/route.ts";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { confirmLink } from "./confirmations.ts";
import { noteOpened } from "./funnel.ts";
import { invite } from "./invitations.ts";
import { requireLinkOffer } from "./refusals.ts";

const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

test("staff see by day how many links were issued, opened, confirmed, ran out and were refused", async () => {
  const [used, opened, expired] = [newStudent(), newStudent(), newStudent()];
  await expired.askForToken();
  await db()
    .$executeRaw`update link_tokens set issued_at = now() - interval '2 days', expires_at = now() - interval '47 hours'`;
  const token = await used.askForToken();
  for (const one of [token, await opened.askForToken()]) await noteOpened(one);
  await confirmLink(token, await createAccount());
  await confirmLink("nonsense", await createAccount()).catch(() => {});
  const inviter = await createAccount();
  const { code } = await invite(inviter);
  await newStudent().say(`link ${code}`, "yes");
  await invite(await createAccount());

  const { status, body } = await callRoute(FUNNEL, {
    as: await createAccount({ role: "instructor" }),
    path: "funnel?days=3",
  });
  expect(status).toBe(200);
  expect(body).toEqual({
    days: [
      { day: day(2), issued: 1, opened: 0, confirmed: 0, expired: 1, refused: 0 },
      { day: day(1), issued: 0, opened: 0, confirmed: 0, expired: 0, refused: 0 },
      { day: day(0), issued: 4, opened: 3, confirmed: 2, expired: 0, refused: 1 },
    ],
    totals: { issued: 5, opened: 3, confirmed: 2, expired: 1, refused: 1 },
  });
});

test("being looked at is noted once, and leaves the token as good and as long-lived as it was", async () => {
  const token = await newStudent().askForToken();
  const read = () => db().linkToken.findMany({ orderBy: { issuedAt: "desc" }, take: 1 });
  const [before] = await read();
  await noteOpened(token);
  const [first] = await read();
  await noteOpened(token);
  expect(await read()).toEqual([first]);
  expect({ ...first, openedAt: null }).toEqual(before);
  expect(await requireLinkOffer(token)).toMatchObject({ state: "valid" });
});

test("nobody but staff sees the figures", async () => {
  expect((await callRoute(FUNNEL, { as: await createAccount() })).status).toBe(403);
  expect((await callRoute(FUNNEL, {})).status).toBe(401);
});
