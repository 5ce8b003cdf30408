import { Resolver } from "node:dns/promises";
import { beforeEach, describe, expect, vi } from "vitest";
import { handleWebhook } from "../../../server/webhook.ts";
import { pool } from "../../db.ts";
import { env } from "../../env.ts";
import { test } from "../../testing/fixtures.ts";
import { serve } from "../../testing/serve.ts";
import { changeSettings } from "../../testing/settings.ts";
import { isAbandoned } from "./callbacks.ts";
import { CHECKS, examine, repairOne } from "./doctor.ts";

/** Nothing listens there. */
const GONE = "http://127.0.0.1:2/api/whatsapp/webhook";
const NAMELESS = "https://old-tunnel.invalid/api/whatsapp/webhook";

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
    await expect(repairOne("callback")).rejects.toMatchObject({ code: "not_repairable", status: 409 });
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
    ["https://ours.ngrok-free.app/w", 404, { "ngrok-error-code": "ERR_NGROK_3200" }, false],
    ["https://school.example/w", 530, {}, false],
  ])("%s with HTTP %i and %j: %s", async ([address, code, headers, isGone]) => {
    vi.stubGlobal("fetch", async () => new Response("over", { status: code, headers }));
    expect(await isAbandoned(address)).toBe(isGone);
    vi.unstubAllGlobals();
  });

  test.for<[string, string, string, boolean]>([
    ["no such name", "ENOTFOUND", "ENOTFOUND", true],
    ["a name with only an IPv6 address", "ENODATA", "found", false],
    ["a name without addresses", "ENODATA", "ENODATA", false],
    ["no such name by IPv6 only", "found", "ENOTFOUND", false],
    ["a server of names that fails", "ESERVFAIL", "ESERVFAIL", false],
    ["a server of names that is silent", "ENOTFOUND", "ETIMEOUT", false],
  ])("an address whose name isn’t found, where DNS knows %s", async ([, by4, by6, isGone]) => {
    const say = (code: string) =>
      code === "found" ? Promise.resolve([]) : Promise.reject(Object.assign(new Error(code), { code }));
    vi.spyOn(Resolver.prototype, "resolve4").mockImplementation((() => say(by4)) as never);
    vi.spyOn(Resolver.prototype, "resolve6").mockImplementation((() => say(by6)) as never);
    expect(await isAbandoned(NAMELESS)).toBe(isGone);
    vi.restoreAllMocks();
  });

  test.for<[string, unknown, boolean]>([
    ["refuses", { code: "ECONNREFUSED" }, true],
    ["is slow", { name: "TimeoutError" }, false],
    ["hangs up", { code: "ECONNRESET" }, false],
    ["refuses at one of its addresses", [{ code: "ECONNREFUSED" }, { code: "ETIMEDOUT" }], false],
  ])("an address of a machine itself that %s", async ([, causes, isGone]) => {
    const errors = [causes].flat().map((one) => Object.assign(new Error(), one));
    const cause = errors.length > 1 ? new AggregateError(errors) : errors[0];
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed", { cause })));
    expect(await isAbandoned("http://localhost:3999/w")).toBe(isGone);
    vi.unstubAllGlobals();
  });

  test.for(["connect.example.edu/w", "connect.example.edu:443/w", " "])(
    "no address that can’t be read, as of “%s”",
    async (address) => {
      expect(await isAbandoned(address)).toBe(false);
    },
  );

  test("an address of a machine itself where nothing listens", async () => {
    expect(await isAbandoned(GONE)).toBe(true);
  });
});
