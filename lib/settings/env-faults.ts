import { readFileSync } from "node:fs";
import type { Decision } from "./mode.ts";
import { DEMO_VERIFY_TOKEN, type Given, isOn, listRemote } from "./real-settings.ts";
import { FILED, type Filed, listSecretLines, type SecretLine } from "./secret-lines.ts";
import { findMiscopied, findWeakness, SECRETS } from "./weak-secrets.ts";

/** Names of settings that are ours; other programs' variables are their own matter. */
const SETTING =
  /^(WHATSAPP_|NEXTAUTH_|OIDC_|DATABASE_URL$|PORT$|HOST$|TRUSTED_PROXIES$|LINK_|NGROK_|HEALTH_TOKEN$|TIME_ZONE$|LOG_LEVEL$)/;

/** A setting, and what is wrong with it. */
type Fault = readonly [name: string, wrong: string];

/** What does not go with the mode, judged on the settings as they were given, so that all faults are told together. */
export function listModeFaults(given: Given, { mode, conflicts, misspelt }: Decision): Fault[] {
  const names = conflicts.map(({ name }) => name).join(", ");
  return [
    ...misspelt.map(({ name, why }): Fault => [name, why]),
    ...(names
      ? [
          [
            "CONNECT_DEMO",
            `asks for the demo, while ${names} is given; leave out the one or the other`,
          ] as const,
        ]
      : []),
    ...(mode === "production" ? listProductionFaults(given) : []),
    ...(mode === "demo" ? [] : [...listUnsafeLines(given), ...listWeakSecrets(given)]),
  ];
}

/** With real credentials, what leaves this machine is encrypted. */
function listUnsafeLines(given: Given): Fault[] {
  return listRemote(given).flatMap((name): Fault[] => {
    const address = given[name]?.trim() ?? "";
    if (name === "DATABASE_URL" && URL.canParse(address) && !isEncrypted(new URL(address)))
      return [[name, "must say sslmode=verify-full (or verify-ca, require), as it leads to another machine"]];
    return /^http:/i.test(address)
      ? [[name, "must begin with https://, as it leads to another machine"]]
      : [];
  });
}

function isEncrypted({ searchParams }: URL): boolean {
  const modes = searchParams.getAll("sslmode");
  return modes.length > 0 && modes.every((word) => /^(require|verify-ca|verify-full)$/.test(word));
}

/** Whether a value is a secret that is judged here; the demo's verify token is a developer's as well, and production refuses it. */
const isOwnSecret = (value: string | undefined): value is string =>
  value !== undefined && value !== DEMO_VERIFY_TOKEN;

/** Secrets that anybody can guess, and what was copied together with what stood around it. */
function listWeakSecrets(given: Given): Fault[] {
  const miscopied = Object.entries(given).flatMap(([name, value]): Fault[] => {
    const wrong = SETTING.test(name) ? findMiscopied(value ?? "") : null;
    return wrong ? [[name, wrong]] : [];
  });
  const weak = SECRETS.flatMap((name): Fault[] => {
    const value = given[name];
    const weakness = isOwnSecret(value) ? findWeakness(value) : null;
    return weakness ? [[name, weakness]] : [];
  });
  return [...miscopied, ...weak, ...NAMES_OF_FILED.flatMap((name) => listWeakLines(name, given))];
}

/** Secrets in a file that anybody can guess: each of its lines would count. */
function listWeakLines(name: Filed, given: Given): Fault[] {
  return readFiled(name, given).flatMap(({ line, weakness }): Fault[] =>
    weakness ? [[`${name}_FILE`, `has in line ${line} what ${weakness}`]] : [],
  );
}

function listProductionFaults(given: Given): Fault[] {
  const faults: Fault[] = [];
  if ((given.WHATSAPP_VERIFY_TOKEN ?? DEMO_VERIFY_TOKEN) === DEMO_VERIFY_TOKEN) {
    faults.push(["WHATSAPP_VERIFY_TOKEN", "is the demo's, or missing; production needs one of its own"]);
  }
  if (given.CRASH_AT) faults.push(["CRASH_AT", "must not be set in production"]);
  if (isOn(given.SEED_DEMO_ACCOUNTS)) faults.push(["SEED_DEMO_ACCOUNTS", "must not be set in production"]);
  for (const name of ["NEXTAUTH_URL", "OIDC_ISSUER", "WHATSAPP_WEBHOOK_URL"]) {
    if (/^http:/i.test(given[name]?.trim() ?? ""))
      faults.push([name, "must begin with https:// in production"]);
  }
  return faults;
}

const NAMES_OF_FILED = Object.keys(FILED) as Filed[];

function readFiled(name: Filed, given: Given): SecretLine[] {
  const file = given[`${name}_FILE`];
  if (file === undefined) return [];
  try {
    return listSecretLines(name, readFileSync(file, "utf8"));
  } catch {
    return [];
  }
}

/** The token and the app secret come from a setting, or from a file that has them at the start. */
export function listSourceFaults(given: Given): Fault[] {
  return NAMES_OF_FILED.flatMap((name): Fault[] => {
    if (given[name] !== undefined) return [];
    if (given[`${name}_FILE`] === undefined) return [[name, "is missing"]];
    if (readFiled(name, given).length > 0) return [];
    return [[`${name}_FILE`, `holds nothing that can be used, and ${name} is not given`]];
  });
}

/** The settings of a sign-in provider make sense only together. */
export function listSignInFaults(given: Given): Fault[] {
  const isAnyGiven = Object.keys(given).some((name) => name.startsWith("OIDC_"));
  if (!isAnyGiven) return [];
  return ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]
    .filter((name) => given[name] === undefined)
    .map((name) => [name, "is missing, while other OIDC_ settings are given"]);
}
