import { beforeEach, describe, expect, vi } from "vitest";
import { handleWebhook } from "../../../server/webhook.ts";
import { pool } from "../../db.ts";
import { env } from "../../env.ts";
import { test } from "../../testing/fixtures.ts";
import { serve } from "../../testing/serve.ts";
import { changeSettings } from "../../testing/settings.ts";
import { isAbandoned } from "./callbacks.ts";
import { CHECKS, examine, repairOne } from "./doctor.ts";

const GONE = "https://old-tunnel.invalid/api/whatsapp/webhook";

let status = 403;
const own = serve(handleWebhook);
const other = serve((_, response) => response.writeHead(status).end());

beforeEach<{ double: { setUp(change: object | null): Promise<void> } }>(async ({ double }) => {
  status = 403;
  // A repair of the test before would count as just done.
  await pool().query("delete from set_up_checks");
  await double.setUp(null);
  changeSettings({ WHATSAPP_WEBHOOK_URL: `${own()}/api/whatsapp/webhook` });
});

async function look() {
  const [found] = await examine(CHECKS.filter(({ id }) => id === "callback"));
  return found;
}

test.for([["phone_number"], ["whatsapp_business_account"], ["application"]])(
  "the callback of the %s is mended where nobody is at its address any more",
  async ([level = ""], { double }) => {
    await double.setUp({ callbacks: { application: env().WHATSAPP_WEBHOOK_URL, [level]: GONE } });
    expect(await look()).toMatchObject({ light: "red", canRepair: true });
    expect(await repairOne("callback")).toMatchObject({ done: true, says: "Messages come to us." });
    expect(await look()).toMatchObject({ light: "green" });
  },
);

test("three callbacks that nobody is at any more are mended at once", async ({ double }) => {
  await double.setUp({
    callbacks: { phone_number: GONE, whatsapp_business_account: GONE, application: GONE },
  });
  expect(await repairOne("callback")).toMatchObject({ done: true });
  expect(await look()).toMatchObject({ light: "green" });
});

test("an app without any callback gets ours", async ({ double }) => {
  await double.setUp({ fields: [] });
  expect(await look()).toMatchObject({ light: "red", canRepair: true });
  expect(await repairOne("callback")).toMatchObject({ done: true });
  expect(await look()).toMatchObject({ light: "green" });
});

test.for([["phone_number"], ["whatsapp_business_account"], ["application"]])(
  "the callback of the %s stays where somebody is at its address",
  async ([level = ""], { double }) => {
    await double.setUp({ callbacks: { [level]: `${other()}/webhook` } });
    expect(await look()).toMatchObject({ light: "red", canRepair: false });
    expect(await repairOne("callback")).toMatchObject({ done: false });
    expect(await look()).toMatchObject({ says: expect.stringContaining(other()) });
  },
);

test("missing fields don’t take the messages away from somebody else’s callback", async ({ double }) => {
  await double.setUp({ fields: ["account_update"], callbacks: { application: `${other()}/webhook` } });
  expect(await repairOne("fields")).toMatchObject({ done: false, says: expect.stringContaining("2200") });
  expect(await look()).toMatchObject({ says: expect.stringContaining(other()) });
});

test.for([200, 401, 404, 410, 502, 503, 530])(
  "an address that responds with %i is somebody's",
  async (code) => {
    status = code;
    expect(await isAbandoned(`${other()}/webhook`)).toBe(false);
  },
);

describe("nobody is any more at", () => {
  beforeEach(() => {
    vi.unstubAllGlobals();
  });

  test.for<[string, number, Record<string, string>, boolean]>([
    ["https://old.trycloudflare.com/w", 530, {}, true],
    ["https://old.trycloudflare.com/w", 502, {}, false],
    ["https://old.ngrok-free.app/w", 404, { "ngrok-error-code": "ERR_NGROK_3200" }, true],
    ["https://old.ngrok-free.app/w", 404, {}, false],
    ["https://school.example/w", 530, { "ngrok-error-code": "ERR_NGROK_3200" }, false],
  ])("%s with HTTP %i and %j: %s", async ([address, code, headers, isGone]) => {
    vi.stubGlobal("fetch", async () => new Response("over", { status: code, headers }));
    expect(await isAbandoned(address)).toBe(isGone);
    vi.unstubAllGlobals();
  });

  test("an address without a name, and one on a machine itself where nothing listens", async () => {
    expect(await isAbandoned(GONE)).toBe(true);
    expect(await isAbandoned("http://127.0.0.1:1/w")).toBe(true);
  });
});
