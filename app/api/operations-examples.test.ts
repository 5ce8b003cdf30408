import { expect, vi } from "vitest";
import type { Account } from "#lib/auth/accounts";
import { announceStop } from "#lib/health/readiness";
import { refreshTemplates } from "#lib/templates/templates";
import { createAccount, PASSWORD } from "#lib/testing/accounts";
import { callRoute } from "#lib/testing/calls";
import { deliver, deliveryOf, signatureOf } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { examplesFile, newRecorder } from "#lib/testing/recorder";
import { serve } from "#lib/testing/serve";
import { changeSettings } from "#lib/testing/settings";
import { handleWebhook } from "../../server/webhook.ts";
import { beat } from "../../worker/heartbeat.ts";
import { GET as DETAILS } from "../health/detailed/route.ts";
import { GET as READY } from "../health/ready/route.ts";
import { GET as ALIVE } from "../health/route.ts";
import { DELETE as SIGN_OUT_EVERYWHERE } from "./auth/sessions/route.ts";
import { DELETE as END_TOKEN, POST as TOKEN } from "./auth/token/route.ts";
import { POST as DISMISS } from "./whatsapp/dead-letters/[id]/dismiss/route.ts";
import { POST as REPLAY } from "./whatsapp/dead-letters/[id]/replay/route.ts";
import { GET as DEAD_LETTERS } from "./whatsapp/dead-letters/route.ts";
import { POST as REPAIR } from "./whatsapp/set-up/[id]/repair/route.ts";
import { GET as SET_UP } from "./whatsapp/set-up/route.ts";
import { POST as DELIVER, GET as VERIFY } from "./whatsapp/webhook/route.ts";

const { keep, written } = newRecorder();
const own = serve(handleWebhook);
const email = "admin@yeebitz.test";

/** Others depend on the server of the tests, which is made to be fast. */
const SHOWN_CHECKS = ["token", "number", "subscribed_app"];

async function verify(query: string) {
  const response = await VERIFY(new Request(`http://localhost:3000/api/whatsapp/webhook?${query}`), {});
  const text = await response.text();
  return { status: response.status, body: response.ok ? text : JSON.parse(text) };
}

/** Health, once the database responded in time, which it may not do on a machine that is busy. */
function readHealth(as: Account) {
  return vi.waitFor(async () => {
    const response = await callRoute(DETAILS, { as });
    expect(response.body).toMatchObject({ checks: { database: { status: "ok" } } });
    return response;
  }, 20_000);
}

function post(body: object, headers: Record<string, string> = {}) {
  const signature = { "x-hub-signature-256": signatureOf(Buffer.from(JSON.stringify(body))) };
  return callRoute(DELIVER, { body, headers: { ...signature, ...headers } });
}

test("the document's examples of running it are what the routes return", async ({ double }) => {
  await double.calm();
  changeSettings({ WHATSAPP_WEBHOOK_URL: `${own()}/api/whatsapp/webhook` });
  const ada = await createAccount({ name: "Ada Admin", email, role: "admin", password: PASSWORD });
  const asAda = (id: string) => ({ as: ada, method: "POST", params: { id } });

  keep("issueToken", await callRoute(TOKEN, { body: { email, password: PASSWORD } }));
  keep("issueToken", await callRoute(TOKEN, { body: { email, password: "wrong" } }));
  keep("issueToken", await callRoute(TOKEN, { body: { email: "admin" } }));
  keep("endToken", await callRoute(END_TOKEN, { as: ada, method: "DELETE" }));
  keep("signOutEverywhere", await callRoute(SIGN_OUT_EVERYWHERE, { as: ada, method: "DELETE" }));

  const handshake = "hub.mode=subscribe&hub.challenge=test123&hub.verify_token=";
  keep("verifyWebhook", await verify(`${handshake}whatsapp-verify-token-2024`));
  keep("verifyWebhook", await verify(`${handshake}guessed`));
  keep("verifyWebhook", await verify("hub.mode=subscribe"));
  keep("verifyWebhook", await verify("hub.mode=subscribe&hub.challenge=%3Cb%3E&hub.verify_token=x"));
  keep("receiveDelivery", await post(JSON.parse(String(deliveryOf({ messages: [] })))));
  keep("receiveDelivery", await post({ object: "page", entry: [] }));
  keep("receiveDelivery", await post({}, { "x-hub-signature-256": "" }));
  keep("receiveDelivery", await post({}, { "content-encoding": "gzip" }));

  keep("readHealth", await callRoute(ALIVE, {}));
  keep("readReadiness", await callRoute(READY, {}));
  keep("readDetailedHealth", await readHealth(ada));
  await refreshTemplates();
  await beat("worker");
  keep("readDetailedHealth", await readHealth(ada));
  const setUp = await callRoute(SET_UP, { as: ada });
  const checks = (setUp.body.checks as { id: string }[]).filter(({ id }) => SHOWN_CHECKS.includes(id));
  keep("checkSetUp", { status: setUp.status, body: { ...setUp.body, checks } });
  await double.setUp({ subscribedApps: [] });
  keep("repairSetUp", await callRoute(REPAIR, asAda("subscribed_app")));
  keep("repairSetUp", await callRoute(REPAIR, asAda("subscribed_app")));
  keep("repairSetUp", await callRoute(REPAIR, asAda("settings")));

  for (const text of [{ body: "Hello" }, { body: "Hello again" }])
    await deliver(deliveryOf({ messages: [{ id: `wamid.${text.body.length}`, type: "text", text }] }));
  const { body } = keep("listDeadLetters", await callRoute(DEAD_LETTERS, { as: ada }));
  const [{ id = "" } = {}] = body.events as { id: string }[];
  keep("replayDeadLetter", await callRoute(REPLAY, asAda(id)));
  keep("dismissDeadLetter", await callRoute(DISMISS, asAda(id)));
  keep("dismissDeadLetter", await callRoute(DISMISS, asAda(id)));
  keep("replayDeadLetter", await callRoute(REPLAY, asAda(id)));

  announceStop();
  keep("readReadiness", await callRoute(READY, {}));
  await expect(written()).toMatchFileSnapshot(examplesFile("operations.json"));
});
