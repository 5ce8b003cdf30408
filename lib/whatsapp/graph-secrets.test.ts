import { beforeAll, expect, test } from "vitest";
import { env } from "../env.ts";
import { serve } from "../testing/serve.ts";
import { changeSettings } from "../testing/settings.ts";
import { callGraph, callGraphAs } from "./graph.ts";

let said = "";
const origin = serve((_request, response) => {
  response.writeHead(401).end(JSON.stringify({ error: { code: 190, message: said } }));
});

beforeAll(() => changeSettings({ WHATSAPP_API_URL: origin() }));

test("a token, an app secret and a verify token that Meta repeats are not kept", async () => {
  const { WHATSAPP_ACCESS_TOKEN, WHATSAPP_WEBHOOK_SECRET, WHATSAPP_VERIFY_TOKEN } = env();
  said = `Malformed access token ${WHATSAPP_ACCESS_TOKEN}, ${WHATSAPP_WEBHOOK_SECRET}, ${WHATSAPP_VERIFY_TOKEN}`;
  expect(await callGraph("GET", "100000000000001?fields=id")).toMatchObject({
    error: { code: 190, title: "Malformed access token [secret], [secret], [secret]" },
  });
});

test("nor is the secret in an app's own token", async () => {
  said = "Invalid appsecret of-an-app-0123456789";
  const caller = { token: "300000000000003|of-an-app-0123456789", appSecret: null };
  expect(await callGraphAs(caller, "GET", "300000000000003/subscriptions")).toMatchObject({
    error: { title: "Invalid appsecret [secret]" },
  });
});
