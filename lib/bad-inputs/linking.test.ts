import { describe, expect } from "vitest";
import { POST as CONFIRM, GET as READ } from "../../app/api/whatsapp/link/route.ts";
import { GET as STATUS } from "../../app/api/whatsapp/status/route.ts";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { hashToken, newToken } from "../linking/tokens.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";

const confirm = (as: Account, token: string) => callRoute(CONFIRM, { as, body: { token } });

async function newLink() {
  const [student, account] = [newStudent(), await createAccount()];
  const token = await student.askForToken();
  expect((await confirm(account, token)).status).toBe(200);
  return { student, account, token };
}

const isLinked = async (as: Account) => (await callRoute(STATUS, { as })).body.is_linked;

describe("a token that does not work", () => {
  const expire = async (token: string) => {
    const tokenHash = hashToken(token);
    await db()
      .$executeRaw`update link_tokens set expires_at = now() - interval '1 second' where token_hash = ${tokenHash}`;
    await db()
      .$executeRaw`update whatsapp_users set link_token_expires_at = now() - interval '1 second' where link_token = ${tokenHash}`;
  };
  const TOKENS: [string, number, () => Promise<string>][] = [
    [
      "expired by a second",
      410,
      async () => {
        const token = await newStudent().askForToken();
        await expire(token);
        return token;
      },
    ],
    [
      "replaced by a newer one",
      410,
      async () => {
        const student = newStudent();
        const token = await student.askForToken();
        await student.askForToken();
        return token;
      },
    ],
    ["used by somebody else", 410, async () => (await newLink()).token],
    ["too short by one", 404, async () => newToken().slice(1)],
    ["too long by one", 404, async () => `${newToken()}0`],
    ["of 2,000 characters", 404, async () => "0".repeat(2000)],
    ["made up", 404, async () => newToken()],
    ["SQL", 404, async () => "' or 1=1; drop table link_tokens --"],
    ["a script", 404, async () => "<script>alert(1)</script>"],
    ["of zeros", 404, async () => "0".repeat(32)],
  ];

  test.for(TOKENS)(
    "37 %s: %d with the way to a new one, nothing echoed, and the try audited by its hash",
    async ([, status, make]) => {
      const [token, account] = [await make(), await createAccount()];
      for (const response of [
        await confirm(account, token),
        await callRoute(READ, { path: `link?token=${encodeURIComponent(token)}` }),
      ]) {
        expect(response.status).toBe(status);
        expect(response.body.detail).toContain("“link”");
        expect(JSON.stringify(response.body)).not.toContain(token);
      }
      const [tried] = await db().auditEvent.findMany({ where: { userId: account.id } });
      expect(tried).toMatchObject({
        action: "refused",
        details: { tried: hashToken(token).slice(0, 12) },
      });
      expect(JSON.stringify(tried?.details)).not.toContain(token);
      expect(await isLinked(account)).toBe(false);
    },
  );

  test("37 what we never gave out gets one and the same response, whatever it looks like", async () => {
    const strange = TOKENS.filter(([, status]) => status === 404);
    const responses = await Promise.all(
      strange.map(async ([, , make]) => {
        const token = await make();
        const [confirmed, read] = [
          await confirm(await createAccount(), token),
          await callRoute(READ, { path: `link?token=${encodeURIComponent(token)}` }),
        ];
        return [confirmed, read].map(({ status, body: { instance, ...words } }) => ({ status, words }));
      }),
    );
    expect(new Set(responses.flat().map((response) => JSON.stringify(response))).size).toBe(1);
  });
});

test("38 the same account's second click, second tab and way back see its link; there is one", async () => {
  const { account, token } = await newLink();
  const repeats = await Promise.all([1, 2, 3].map(() => confirm(account, token)));
  for (const { status, body } of repeats) expect([200, "already_yours"]).toContain(body.code ?? status);
  await db().$executeRaw`update link_tokens set ended_at = ended_at - interval '3 seconds'`;
  expect((await confirm(account, token)).status).toBe(200);
  expect(await db().auditEvent.count({ where: { action: "linked", userId: account.id } })).toBe(1);
});

test("43 an account with another WhatsApp is refused with 409 that says which, and both links stay as they were", async () => {
  const [{ account }, other] = [await newLink(), newStudent()];
  const token = await other.askForToken();
  expect(await confirm(account, token)).toMatchObject({
    status: 409,
    body: { code: "account_linked_already" },
  });
  expect(await isLinked(account)).toBe(true);
  expect((await confirm(await createAccount(), token)).status).toBe(200);
});
