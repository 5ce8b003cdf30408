import { expect, test } from "vitest";
import { environmentSchema } from "../env.ts";
import { DEMOS, DEVELOPMENTS, real, simulated } from "./mode.cases.ts";
import { decideMode } from "./mode.ts";
import { HARMLESS, TELLING } from "./real-settings.ts";

test.each(DEMOS)("the demo: %s", (_words, given) => {
  expect(decideMode({ NODE_ENV: "production", ...given })).toMatchObject({
    mode: "demo",
    because: null,
    conflicts: [],
  });
});

test.each(DEVELOPMENTS)("development with real credentials: %s", (_words, given) => {
  expect(decideMode({ NODE_ENV: "production", ...given }).mode).toBe("development");
});

test.each([
  ["WHATSAPP_ACCESS_TOKEN", { ...real }],
  ["WHATSAPP_ACCESS_TOKEN_FILE", { WHATSAPP_ACCESS_TOKEN_FILE: "/run/secrets/token" }],
  ["WHATSAPP_PHONE_NUMBER_ID", { WHATSAPP_PHONE_NUMBER_ID: "106540352242922" }],
  ["WHATSAPP_WEBHOOK_SECRET", { WHATSAPP_WEBHOOK_SECRET: "0123456789abcdef" }],
  ["WHATSAPP_PHONE_NUMBER_ID", { ...simulated, WHATSAPP_PHONE_NUMBER_ID: "106540352242922" }],
  ["WHATSAPP_API_URL", { ...simulated, WHATSAPP_API_URL: "https://graph.facebook.com" }],
  ["WHATSAPP_TOKEN", { WHATSAPP_TOKEN: "EAAG" }],
])("a demo that was asked for beside %s is none", (name, given) => {
  const { mode, conflicts } = decideMode({ ...given, NODE_ENV: "production", CONNECT_DEMO: "1" });
  expect(mode).not.toBe("demo");
  expect(conflicts.map((conflict) => conflict.name)).toContain(name);
});

test("the reason names a few settings and never a value", () => {
  const { because } = decideMode({ ...real, NODE_ENV: "production" });
  expect(because).toBe(
    "WHATSAPP_ACCESS_TOKEN is given; WHATSAPP_PHONE_NUMBER_ID is given; WHATSAPP_BUSINESS_ACCOUNT_ID is given, so these are not the demo's settings.",
  );
});

test("of every setting of WhatsApp's it is known whether a demo may have it", () => {
  const names = Object.keys(environmentSchema.shape).filter((name) => name.startsWith("WHATSAPP_"));
  expect([...TELLING, ...HARMLESS].toSorted()).toEqual(names.toSorted());
});
