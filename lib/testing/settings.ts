import { parseEnvironment } from "../env.ts";

/** Settings that production takes. */
export const PRODUCTION = {
  NODE_ENV: "production",
  DATABASE_URL: "postgresql://connect:hunter2@db.example.edu/connect?sslmode=verify-full",
  NEXTAUTH_URL: "https://connect.example.edu",
  NEXTAUTH_SECRET: "a-production-secret-of-more-than-32-characters",
  WHATSAPP_ACCESS_TOKEN: "EAAGproductiontoken",
  WHATSAPP_PHONE_NUMBER_ID: "106540352242922",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "102290129340398",
  WHATSAPP_WEBHOOK_URL: "https://connect.example.edu/api/whatsapp/webhook",
  WHATSAPP_WEBHOOK_SECRET: "6f1d0b9c2ae84735d8e2c1904b7a6f53",
  WHATSAPP_VERIFY_TOKEN: "a-verify-token-of-our-own",
};

/** What is said of these settings with changes. */
export function problemsOf(changes: Record<string, string | undefined>): string[] {
  const parsed = parseEnvironment({ ...PRODUCTION, ...changes });
  return parsed.ok ? [] : parsed.problems;
}
