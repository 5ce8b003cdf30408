import type { Environment } from "./env.ts";
import { isLoopback } from "./loopback.ts";

type Given = Record<string, string | undefined>;

/** A setting, and what is wrong with it. */
export type Fault = readonly [name: keyof Environment, wrong: string];

/** What production refuses, judged on the settings as they were given, so that it is told together with all other faults. */
export function listProductionFaults(given: Given, demoVerifyToken: string): Fault[] {
  const WHATSAPP_API_URL = given.WHATSAPP_API_URL ?? "https://graph.facebook.com";
  const isReal =
    given.NODE_ENV === "production" && URL.canParse(WHATSAPP_API_URL) && !isLoopback(WHATSAPP_API_URL);
  if (!isReal) return [];
  const faults: Fault[] = [];
  if ((given.WHATSAPP_VERIFY_TOKEN ?? demoVerifyToken) === demoVerifyToken) {
    faults.push(["WHATSAPP_VERIFY_TOKEN", "is the demo's, or missing; production needs one of its own"]);
  }
  for (const name of ["CONNECT_DEMO", "CRASH_AT"] as const) {
    if (given[name] && given[name] !== "false") faults.push([name, "must not be set in production"]);
  }
  for (const name of ["NEXTAUTH_URL", "OIDC_ISSUER", "WHATSAPP_WEBHOOK_URL", "WHATSAPP_API_URL"] as const) {
    if (given[name]?.startsWith("http://")) faults.push([name, "must begin with https:// in production"]);
  }
  return faults;
}

/** The settings of a sign-in provider make sense only together. */
export function listSignInFaults(given: Given): Fault[] {
  const isAnyGiven = Object.keys(given).some((name) => name.startsWith("OIDC_"));
  if (!isAnyGiven) return [];
  return (["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const)
    .filter((name) => given[name] === undefined)
    .map((name) => [name, "is missing, while other OIDC_ settings are given"]);
}
