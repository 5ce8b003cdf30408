import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

test("even in the demo a delivery with a wrong signature is refused with 403", async () => {
  const webhook = { signature: "wrong", body: DELIVERY };
  const { responses } = await control<{ responses: unknown[] }>("POST", "webhooks", webhook);
  expect(responses).toEqual([403]);
});

test("a page that the developer visits posts nothing into the demo", async ({ page, baseURL, request }) => {
  const site = createServer((_, response) => response.setHeader("content-type", "text/html").end("<p>Hello"));
  await once(site.listen(0, "127.0.0.1"), "listening");
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  const posted = page.waitForResponse((response) => response.url().includes("/api/whatsapp/webhook"));
  await page.evaluate(
    ([address = "", body = ""]) => void fetch(address, { method: "POST", mode: "no-cors", body }),
    [`${baseURL}/api/whatsapp/webhook`, DELIVERY],
  );
  expect((await posted).status()).toBe(403);
  site.close();
  const headers = { origin: "http://evil.example", "content-type": "application/json" };
  const response = await request.post("/api/whatsapp/webhook", { headers, data: DELIVERY });
  expect(response.status()).toBe(403);
});
