import { env, parseEnvironment } from "../env.ts";

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

/** Settings that a test finds in place. */
export const TEST_SETTINGS = {
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
};

/** Gives settings other values for the rest of the calling test file, whether they have been read before or not; undefined takes one away. */
export function changeSettings(changes: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(changes))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  const parsed = parseEnvironment(process.env);
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  Object.assign(env(), parsed.env);
  for (const name of Object.keys(changes)) if (!(name in parsed.env)) Reflect.deleteProperty(env(), name);
}
