import { z } from "zod";
import { listModeFaults, listSignInFaults, listSourceFaults } from "./settings/env-faults.ts";
import {
  metaId,
  oneOf,
  origin,
  port,
  roleMap,
  secret,
  timeZone,
  wholeNumber,
  yesOrNo,
} from "./settings/kinds.ts";
import { decideMode, type Mode } from "./settings/mode.ts";
import { DEMO_VERIFY_TOKEN } from "./settings/real-settings.ts";

/** Every setting of the web server and the worker, in the order of `.env.example`; where to find each value is said there. */
export const environmentSchema = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  TRUSTED_PROXIES: wholeNumber("is not a number of proxies", 0, 5).default(0),
  HEALTH_TOKEN: secret(16).optional(),
  PLATFORM_NAME: z.string().trim().min(1).max(60, "must be at most 60 characters long").default("YeeBitz"),
  TIME_ZONE: timeZone.default("UTC"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "is not a postgresql:// address" }),
  NEXTAUTH_URL: origin,
  NEXTAUTH_SECRET: secret(32),
  STAFF_IDLE_MINUTES: wholeNumber("is not a number of minutes", 1, 43_200).default(60),
  OIDC_ISSUER: origin.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().trim().max(60, "must be at most 60 characters long").default("your school account"),
  OIDC_ROLE_CLAIM: z.string().default("roles"),
  OIDC_ROLES: roleMap.optional(),
  WHATSAPP_ACCESS_TOKEN: secret(8).optional(),
  WHATSAPP_ACCESS_TOKEN_FILE: z.string().optional(),
  WHATSAPP_PHONE_NUMBER_ID: metaId,
  WHATSAPP_BUSINESS_ACCOUNT_ID: metaId,
  WHATSAPP_WEBHOOK_URL: origin,
  WHATSAPP_WEBHOOK_SECRET: secret(16).optional(),
  WHATSAPP_WEBHOOK_SECRET_FILE: z.string().optional(),
  WHATSAPP_VERIFY_TOKEN: secret(16).default(DEMO_VERIFY_TOKEN),
  WHATSAPP_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, "must look like a Graph API version")
    .default("v26.0"),
  WHATSAPP_API_URL: origin.default("https://graph.facebook.com"),
  WHATSAPP_CHAT_URL: origin.default("https://wa.me"),
  WHATSAPP_MESSAGES_PER_SECOND: wholeNumber("is not a number of messages", 1, 100_000).default(80),
  WHATSAPP_BURST_PER_PERSON: wholeNumber("is not a number of messages", 1, 1_000_000).default(10),
  LINK_CONFIRMATION: oneOf(["page", "code"]).default("page"),
  LOG_LEVEL: oneOf(["debug", "info", "warn", "error", "silent"]).default("info"),
  NODE_ENV: oneOf(["development", "production", "test"]).default("production"),
  CONNECT_DEMO: yesOrNo.default(false),
  SEED_DEMO_ACCOUNTS: yesOrNo.default(false),
  CRASH_AT: z.string().optional(),
});

/** The validated settings. */
export type Environment = z.infer<typeof environmentSchema>;

/** One line of help for each setting: an example of a right value. */
const EXAMPLES: Record<keyof Environment, string> = {
  PORT: "3000",
  HOST: "127.0.0.1",
  TRUSTED_PROXIES: "1 (behind one reverse proxy)",
  HEALTH_TOKEN: "the output of: openssl rand -hex 16",
  PLATFORM_NAME: "YeeBitz",
  TIME_ZONE: "Europe/Berlin",
  DATABASE_URL: "postgresql://connect:password@localhost:5432/connect",
  NEXTAUTH_URL: "https://connect.example.edu",
  NEXTAUTH_SECRET: "the output of: openssl rand -base64 32",
  STAFF_IDLE_MINUTES: "60",
  OIDC_ISSUER: "https://login.example.edu/realms/school",
  OIDC_CLIENT_ID: "yeebitz-connect",
  OIDC_CLIENT_SECRET: "what the provider shows beside the client id",
  OIDC_NAME: "Example College",
  OIDC_ROLE_CLAIM: "groups",
  OIDC_ROLES: "Teachers=instructor,IT=admin",
  WHATSAPP_ACCESS_TOKEN: "EAAG… (system user token)",
  WHATSAPP_ACCESS_TOKEN_FILE: "/run/secrets/whatsapp-token",
  WHATSAPP_PHONE_NUMBER_ID: "106540352242922",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "102290129340398",
  WHATSAPP_WEBHOOK_URL: "https://connect.example.edu/api/whatsapp/webhook",
  WHATSAPP_WEBHOOK_SECRET: "the app secret from App settings > Basic",
  WHATSAPP_WEBHOOK_SECRET_FILE: "/run/secrets/whatsapp-app-secrets",
  WHATSAPP_VERIFY_TOKEN: "the output of: openssl rand -hex 16",
  WHATSAPP_API_VERSION: "v26.0",
  WHATSAPP_API_URL: "https://graph.facebook.com",
  WHATSAPP_CHAT_URL: "https://wa.me",
  WHATSAPP_MESSAGES_PER_SECOND: "80",
  WHATSAPP_BURST_PER_PERSON: "10",
  LINK_CONFIRMATION: "page",
  LOG_LEVEL: "info",
  NODE_ENV: "production",
  CONNECT_DEMO: "false",
  SEED_DEMO_ACCOUNTS: "false",
  CRASH_AT: "after_claim (tests only)",
};

/**
 * The outcome of reading the settings: all of them, or one line for each that is missing or wrong (never its value), and
 * why they are not the demo's, where they are not.
 */
type ParsedEnvironment =
  | { ok: true; env: Environment; mode: Mode }
  | { ok: false; problems: string[]; because: string | null };

/** Validates settings; an empty value counts as missing. Each problem names the variable, what is wrong and an example. */
export function parseEnvironment(source: Record<string, string | undefined>): ParsedEnvironment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = environmentSchema.safeParse(given);
  const decision = decideMode(source);
  const faults = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => {
      const name = String(path[0]);
      return [name, given[name] === undefined ? "is missing" : message] as const;
    }),
    ...listSourceFaults(given),
    ...listSignInFaults(given),
    ...listModeFaults(given, decision),
  ];
  if (parsed.success && faults.length === 0) return { ok: true, env: parsed.data, mode: decision.mode };
  const problems = new Map(
    faults.reverse().map(([name, wrong]) => [name, `${name} ${wrong}.${exampleOf(name)}`]),
  );
  return { ok: false, problems: [...problems.values()].reverse(), because: decision.because };
}

function exampleOf(name: string): string {
  return name in EXAMPLES ? ` Example: ${EXAMPLES[name as keyof Environment]}` : "";
}

/** What is said before the faults of settings. */
export const FAULTY_SETTINGS = "Some settings are missing or wrong (see .env.example):";

/** What is said of faulty settings: why they count as real, and a line for each fault. */
function describeProblems({ problems, because }: { problems: string[]; because: string | null }): string {
  return [...(because ? [because] : []), ...problems].join("\n");
}

let validated: { env: Environment; mode: Mode } | undefined;

function validate(): { env: Environment; mode: Mode } {
  if (!validated) {
    const parsed = parseEnvironment(process.env);
    if (!parsed.ok) throw new Error(`${FAULTY_SETTINGS}\n${describeProblems(parsed)}`);
    validated = parsed;
  }
  return validated;
}

/** The settings of this process, validated at first use; throws with one line per faulty variable. */
export function env(): Environment {
  return validate().env;
}

/** Has the settings read anew at their next use, after the environment of this process was changed. */
export function renewEnvironment(): void {
  validated = undefined;
}

/** What this process is: the demo, a developer's with real credentials, or production. */
export function currentMode(): Mode {
  return validate().mode;
}

/** Ends the process with one line per faulty variable, unless the settings are in order. For a process's first line. */
export function requireEnvironment(): void {
  const parsed = parseEnvironment(process.env);
  if (parsed.ok) return;
  process.stderr.write(`${describeProblems(parsed)}\n`);
  process.exit(1);
}

/** The public origin of this application, the base of link addresses: the webhook's. */
export function publicOrigin(): string {
  return new URL(env().WHATSAPP_WEBHOOK_URL).origin;
}
