import { expect } from "vitest";
import { issueApiToken } from "#lib/auth/api-tokens";
import { db } from "#lib/db";
import { createAccount } from "#lib/testing/accounts";
import { test } from "#lib/testing/fixtures";
import { POST } from "./route.ts";

/** Nothing listens there. */
const GONE = "http://127.0.0.1:2/wh";

async function repair(id: string): Promise<Response> {
  const { id: accountId } = await createAccount({ role: "admin" });
  const headers = { authorization: `Bearer ${await issueApiToken(accountId)}` };
  const request = new Request(`http://localhost:3000/api/whatsapp/set-up/${id}/repair`, {
    method: "POST",
    headers,
  });
  return POST(request, { params: Promise.resolve({ id }) });
}

const listAudited = () => db().auditEvent.findMany({ where: { action: "set_up_repaired" } });

test("what doesn't say that it can be mended is refused, and nothing changes", async ({ double }) => {
  await double.setUp({ callbacks: { whatsapp_business_account: `${double.url}/wh` } });
  const refused = await repair("subscribed_app");
  expect([refused.status, await refused.json()]).toEqual([
    409,
    expect.objectContaining({
      code: "not_repairable",
      detail: expect.stringContaining("nothing was changed"),
    }),
  ]);
  expect((await repair("token")).status).toBe(404);
  expect(await listAudited()).toEqual([]);
});

test("a repair that is stopped halfway is told and audited, with the callback that it took away", async ({
  double,
}) => {
  await double.setUp({ callbacks: { phone_number: GONE, whatsapp_business_account: `${double.url}/wh` } });
  const response = await repair("callback");
  expect(await response.json()).toEqual({
    done: false,
    says: expect.stringMatching(
      `^We took away the number’s callback .${GONE}., but were then stopped. Somebody`,
    ),
  });
  expect(await listAudited()).toEqual([
    expect.objectContaining({
      details: {
        check: "callback",
        name: "Callback",
        former_number_callback: GONE,
        stopped_by: expect.stringContaining("Somebody may be at"),
      },
    }),
  ]);
});
