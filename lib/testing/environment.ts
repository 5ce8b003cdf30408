import { afterAll, inject } from "vitest";
import { standInFront } from "../requests/front.ts";

/** Settings that a test finds in place; a test that needs others sets them before it first calls `env()`. */
const SETTINGS = {
  NODE_ENV: "test",
  LOG_LEVEL: "silent",
  NEXTAUTH_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: "a-secret-for-tests-of-more-than-32-characters",
  WHATSAPP_ACCESS_TOKEN: "test-access-token",
  WHATSAPP_PHONE_NUMBER_ID: "100000000000001",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "200000000000002",
  WHATSAPP_WEBHOOK_URL: "http://localhost:3000/api/whatsapp/webhook",
  WHATSAPP_WEBHOOK_SECRET: "test-app-secret-0123456789",
  WHATSAPP_API_URL: "http://127.0.0.1:65535",
  DATABASE_URL: new URL(`/nothing`, inject("serverUrl")).href,
};

for (const name of Object.keys(process.env)) {
  if (
    /^(WHATSAPP_|NEXTAUTH_|STAFF_|OIDC_|DATABASE_URL|PORT|HOST|PLATFORM_NAME|LINK_|CONNECT_|CRASH_AT)/.test(
      name,
    )
  )
    delete process.env[name];
}
Object.assign(process.env, SETTINGS);
standInFront();

afterAll(async () => {
  const { disconnect } = await import("../db.ts");
  await disconnect();
});
