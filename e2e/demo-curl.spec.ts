import { expect, test } from "@playwright/test";
import { control, type TakenMessage } from "./simulator.ts";

const HANDSHAKE =
  "/api/whatsapp/webhook?hub.mode=subscribe&hub.challenge=test123&hub.verify_token=whatsapp-verify-token-2024";

const DELIVERY =
  '{"object":"whatsapp_business_account","entry":[{"id":"business_account_id",\n "changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"123"},\n "messages":[{"from":"+1234567890","id":"msg_123","timestamp":"1699564800","text":{"body":"start"},"type":"text"}]}}]}]}';

test("the webhook verifies itself by hand, as the product page shows", async ({ request }) => {
  const response = await request.get(HANDSHAKE);
  expect(response.status()).toBe(200);
  expect(response.headers()["content-type"]).toContain("text/plain");
  expect(await response.text()).toBe("test123");
});

test("an unsigned delivery posted by hand in the demo gets the welcome", async ({ request }) => {
  const response = await request.post("/api/whatsapp/webhook", {
    headers: { "content-type": "application/json" },
    data: DELIVERY,
  });
  expect(response.status()).toBe(200);
  expect(await response.text()).toBe('{"status":"ok"}');
  await expect
    .poll(async () => {
      const { messages } = await control<{ messages: TakenMessage[] }>("GET", "outbox?to=%2B1234567890");
      return messages.map(({ text }) => text?.split("\n")[0]);
    })
    .toEqual(["🎓 Welcome to YeeBitz Platform!"]);
});

const REFUSED_HANDSHAKES = [
  ["a wrong verify token", HANDSHAKE.replace("2024", "2025"), 403],
  ["another mode", HANDSHAKE.replace("subscribe", "unsubscribe"), 403],
  ["no challenge", HANDSHAKE.replace("&hub.challenge=test123", ""), 400],
  ["no parameters at all", "/api/whatsapp/webhook", 400],
  ["a challenge that is markup", HANDSHAKE.replace("test123", "%3Cscript%3E"), 400],
] as const;

for (const [title, path, status] of REFUSED_HANDSHAKES) {
  test(`a verification with ${title} is refused with ${status}`, async ({ request }) => {
    expect((await request.get(path)).status()).toBe(status);
  });
}

const REFUSED_DELIVERIES = [
  ["a wrong signature", { signature: "wrong", body: DELIVERY }, 403],
  ["a body that is no JSON", { body: "hello" }, 400],
  ["an empty body", { body: "" }, 400],
  ["JSON that is no webhook", { body: '{"object":"page","entry":[]}' }, 400],
  ["a list", { body: "[]" }, 400],
] as const;

for (const [title, webhook, status] of REFUSED_DELIVERIES) {
  test(`a delivery with ${title} is refused with ${status}`, async () => {
    const { responses } = await control<{ responses: unknown[] }>("POST", "webhooks", webhook);
    expect(responses).toEqual([status]);
  });
}

test("a delivery of more than 3 MiB and some slack is refused with 413", async ({ request }) => {
  const response = await request.post("/api/whatsapp/webhook", { data: " ".repeat(4 * 1024 * 1024) });
  expect(response.status()).toBe(413);
});

for (const method of ["PUT", "DELETE", "PATCH"]) {
  test(`${method} on the webhook is not allowed`, async ({ request }) => {
    const response = await request.fetch("/api/whatsapp/webhook", { method });
    expect(response.status()).toBe(405);
    expect(response.headers().allow).toContain("POST");
  });
}
