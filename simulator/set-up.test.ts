import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Scene, SECRET, setScene } from "./test-scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const proofOf = (token: string, secret: string) => createHmac("sha256", secret).update(token).digest("hex");

const APP = "300000000000003";
const APP_TOKEN = `${APP}|${SECRET}`;
const NUMBER = "/v26.0/100000000000001";
const ACCOUNT = "/v26.0/200000000000002";

const setUp = (change: object) => scene.call("PUT", "/control/set-up", { ...change });
const errorOf = ({ status, body }: { status: number; body: { error: { code: number; message: string } } }) =>
  [status, body.error.code, body.error.message] as const;

test("a proof is checked where it comes, and asked for where that is set", async () => {
  const withProof = (secret: string) =>
    scene.call("GET", `${NUMBER}?fields=id&appsecret_proof=${proofOf("the-token", secret)}`);
  expect((await withProof(SECRET)).status).toBe(200);
  expect(errorOf(await withProof("another"))).toEqual([
    400,
    100,
    "Invalid appsecret_proof provided in the API argument",
  ]);
  await setUp({ requireProof: true });
  expect(errorOf(await scene.call("GET", `${NUMBER}?fields=id`))[2]).toContain("require an appsecret_proof");
  expect((await withProof(SECRET)).status).toBe(200);
});

test("the app speaks for itself with its own token alone, unless its type is Native/Desktop", async () => {
  const ask = (token: string) => scene.call("GET", `/v26.0/${APP}/subscriptions`, undefined, token);
  expect((await ask(APP_TOKEN)).body.data[0].fields).toContainEqual({ name: "messages", version: "v26.0" });
  expect(errorOf(await ask("the-token")).slice(0, 2)).toEqual([400, 15]);
  expect((await ask(`${APP}|another`)).status).toBe(401);
  await setUp({ takesAppToken: false });
  expect((await ask(APP_TOKEN)).status).toBe(401);
});

test("an app that is not subscribed, or not to messages, gets none, and they are not kept for it", async () => {
  const write = () => scene.call("POST", "/control/phones/john/send", { text: "hi" });
  await setUp({ subscribedApps: ["meta_test"] });
  expect((await write()).body.responses).toEqual(["not subscribed"]);
  expect((await scene.call("GET", "/control/deliveries")).body.waiting).toBe(0);
  await scene.call("POST", `${ACCOUNT}/subscribed_apps`);
  expect((await write()).body.responses).toEqual([200]);
  await setUp({ fields: ["account_update"] });
  expect((await write()).body.responses).toEqual(["not subscribed"]);
  expect(scene.received).toHaveLength(1);
});

test("a callback of the number needs a subscription and a challenge that comes back", async () => {
  const override = (address: string) =>
    scene.call("POST", NUMBER, {
      webhook_configuration: { override_callback_uri: address, verify_token: "verify" },
    });
  await setUp({ subscribedApps: [] });
  expect(errorOf(await override("http://127.0.0.1:1/wh"))[2]).toContain("must be subscribed");
  await setUp({ subscribedApps: ["ours"] });
  expect(errorOf(await override("http://127.0.0.1:1/wh")).slice(0, 2)).toEqual([400, 2200]);
  const { callbacks } = (await scene.call("GET", "/control/set-up")).body;
  expect(callbacks.phone_number).toBe(null);
});

test("the set-up is well again after a reset", async () => {
  await setUp({ scopes: [], number: { status: "BANNED" }, blocked: ["APP"] });
  const asked = await scene.call("GET", `${NUMBER}?fields=status,health_status`);
  expect(asked.body).toMatchObject({ status: "BANNED", health_status: { can_send_message: "BLOCKED" } });
  await scene.call("POST", "/control/reset");
  const again = await scene.call("GET", `${NUMBER}?fields=status,health_status`);
  expect(again.body).toMatchObject({ status: "CONNECTED", health_status: { can_send_message: "AVAILABLE" } });
});

test("what nobody can change of a set-up is refused", async () => {
  expect((await setUp({ weather: "fine" })).status).toBe(422);
});
