import { testEnvironment } from "../bin/test/environment.ts";
import { PHONE_NUMBER_ID, SECRET } from "./bodies.ts";

/** No limit that anything here comes near. */
export const UNLIMITED = 100_000;

/** The product's settings for production, with the double in place of the Graph API, and without a pace per person. */
export function productSettings(
  databaseUrl: string,
  webPort: number,
  graphPort: number,
): Record<string, string | undefined> {
  return {
    ...testEnvironment(),
    NODE_ENV: "production",
    LOG_LEVEL: "error",
    PORT: String(webPort),
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: `http://localhost:${webPort}`,
    NEXTAUTH_SECRET: "a-secret-of-the-bench-of-more-than-32-characters",
    WHATSAPP_ACCESS_TOKEN: "bench-access-token",
    WHATSAPP_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
    WHATSAPP_BUSINESS_ACCOUNT_ID: "200000000000002",
    WHATSAPP_WEBHOOK_URL: `http://localhost:${webPort}/api/whatsapp/webhook`,
    WHATSAPP_WEBHOOK_SECRET: SECRET,
    WHATSAPP_BURST_PER_PERSON: String(UNLIMITED),
    WHATSAPP_API_URL: `http://127.0.0.1:${graphPort}`,
  };
}
