import { expect } from "vitest";
import { db } from "../db.ts";
import { isFromPage } from "../requests/from-page.ts";
import { useDemo } from "../testing/demo.ts";
import { test } from "../testing/fixtures.ts";
import { workOnInbox } from "../testing/worker.ts";
import { appSecrets } from "../whatsapp/app-secrets.ts";
import { signBody } from "../whatsapp/signature.ts";
import { receiveDelivery } from "./deliveries.ts";

test.beforeAll(async () => {
  useDemo();
});

const BY_HAND = Buffer.from(
  '{"object":"whatsapp_business_account","entry":[{"id":"business_account_id", "changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"123"}, "messages":[{"from":"+1234567890","id":"msg_123","timestamp":"1699564800","text":{"body":"start"},"type":"text"}]}}]}]}',
);

test("in the demo the delivery that the guide posts by hand, unsigned, years old and for any number, is welcomed", async () => {
  await receiveDelivery(BY_HAND, null);
  await workOnInbox();
  const replies = await db().outboundMessage.findMany();
  expect(replies).toMatchObject([{ toPhone: "+1234567890", text: expect.stringContaining("🎓 Welcome") }]);
});

test("even in the demo a signed delivery of years ago stays of then, and gets no reply", async () => {
  const signed = Buffer.from(
    String(BY_HAND).replace("msg_123", "msg_124").replace("1234567890", "1234567891"),
  );
  await receiveDelivery(signed, signBody(signed, (await appSecrets())[0] ?? ""));
  await workOnInbox();
  expect(await db().outboundMessage.count({ where: { toPhone: "+1234567891" } })).toBe(0);
  const kept = await db().inboundMessage.findFirst({ where: { wamid: "msg_124" } });
  expect(kept?.sentAt).toEqual(new Date(1699564800_000));
});

test("even in the demo a wrong signature is refused", async () => {
  await expect(receiveDelivery(BY_HAND, signBody(BY_HAND, "wrong"))).rejects.toMatchObject({ status: 403 });
});

test.each([
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "same-origin" },
  { "sec-fetch-dest": "empty" },
])("a web page that the developer visits delivers nothing unsigned: %j", async (given) => {
  const headers = new Headers(Object.entries(given));
  const isByPage = isFromPage((name) => headers.get(name));
  await expect(receiveDelivery(BY_HAND, null, { isFromPage: isByPage })).rejects.toMatchObject({
    status: 403,
    code: "from_a_page",
  });
});

test("what a program posts is from no page, and a signature is enough, whoever brings it", async () => {
  const headers = new Headers({
    "content-type": "application/json",
    "user-agent": "node",
    "sec-fetch-mode": "cors",
  });
  expect(isFromPage((name) => headers.get(name))).toBe(false);
  await receiveDelivery(BY_HAND, signBody(BY_HAND, "test-app-secret-0123456789"), { isFromPage: true });
});
