import { isLocalDatabase, isLoopback } from "./loopback.ts";
import { lettersApart } from "./spelling.ts";

/** Variables as a process gets them. */
export type Given = Record<string, string | undefined>;

/** A setting that does not belong to a demo, and why, as words that follow its name. */
export interface Sign {
  name: string;
  why: string;
  /** Whether even somebody who asks for the demo cannot have it beside this. */
  isCredential: boolean;
}

/** The verify token of a developer's machine; refused in production. */
export const DEMO_VERIFY_TOKEN = "whatsapp-verify-token-2024";

/** Our number and account in the demo. */
export const DEMO_IDS = {
  WHATSAPP_PHONE_NUMBER_ID: "100000000000001",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "200000000000002",
};

/** What the simulator's access tokens begin with; Meta's never do. */
export const SIMULATOR_TOKEN_PREFIX = "EAAsimulator";

/** Of WhatsApp's settings, those that say who somebody is at Meta, or where. */
export const TELLING = [
  "WHATSAPP_ACCESS_TOKEN",
  "WHATSAPP_ACCESS_TOKEN_FILE",
  "WHATSAPP_PHONE_NUMBER_ID",
  "WHATSAPP_BUSINESS_ACCOUNT_ID",
  "WHATSAPP_WEBHOOK_URL",
  "WHATSAPP_WEBHOOK_SECRET",
  "WHATSAPP_WEBHOOK_SECRET_FILE",
  "WHATSAPP_VERIFY_TOKEN",
  "WHATSAPP_API_URL",
];

/** Of WhatsApp's settings, those that a demo may have as well. */
export const HARMLESS = [
  "WHATSAPP_API_VERSION",
  "WHATSAPP_CHAT_URL",
  "WHATSAPP_MESSAGES_PER_SECOND",
  "WHATSAPP_BURST_PER_PERSON",
];

const OTHERS = ["DATABASE_URL", "NEXTAUTH_URL", "NEXTAUTH_SECRET", "OIDC_ISSUER", "OIDC_CLIENT_SECRET"];
const ADDRESSES = ["NEXTAUTH_URL", "OIDC_ISSUER", "WHATSAPP_WEBHOOK_URL", "WHATSAPP_API_URL"];

const YES = /^(true|1|yes|on|y|enabled)$/i;

/** Whether a switch is on, judged before the settings are validated. */
export function isOn(value: string | undefined): boolean {
  return YES.test(value?.trim() ?? "");
}

/** Every setting that leads away from this machine. */
export function listRemote(given: Given): string[] {
  const addresses = ADDRESSES.filter((name) => !isOfThisMachine(given[name]?.trim() ?? ""));
  const database = given.DATABASE_URL?.trim();
  return database && !isLocalDatabase(database, given.PGHOST) ? [...addresses, "DATABASE_URL"] : addresses;
}

/** An https address is somebody's proxy, even one of this machine. */
function isOfThisMachine(address: string): boolean {
  return address === "" || (isLoopback(address) && !/^https:/i.test(address));
}

/** How a shell or a habit dresses a name: `export NAME`, `NAME_FILE`. */
const DRESS = /^\W*(EXPORT|SET)?\W+|_FILE$/g;

function findMisspelt(name: string): Sign[] {
  const known = [...TELLING, ...HARMLESS];
  const upper = name.toUpperCase();
  if ([...known, ...OTHERS].includes(name)) return [];
  const plain = upper.replace(DRESS, "");
  const meant =
    known.find((setting) => lettersApart(upper, setting) <= 2) ??
    [...known, ...OTHERS].find((setting) => lettersApart(plain, setting) <= 1);
  if (!meant && !isAboutWhatsapp(upper)) return [];
  const why = `is not a setting of this program${meant ? `; perhaps ${meant} is meant` : ""}`;
  return [{ name, why, isCredential: true }];
}

/** Whether a word of the name is WhatsApp's, wherever it stands and however it is misspelt. */
function isAboutWhatsapp(name: string): boolean {
  return (
    /WHATS[^A-Z]*APP/.test(name) || name.split(/[^A-Z]+/).some((word) => lettersApart(word, "WHATSAPP") <= 2)
  );
}

function isTheDemos(name: string, value: string, given: Given, isDemoAsked: boolean): boolean {
  if (name === "WHATSAPP_VERIFY_TOKEN") return value === DEMO_VERIFY_TOKEN;
  if (!isDemoAsked || !given.WHATSAPP_ACCESS_TOKEN?.startsWith(SIMULATOR_TOKEN_PREFIX)) return false;
  if (name in DEMO_IDS) return value === DEMO_IDS[name as keyof typeof DEMO_IDS];
  return name === "WHATSAPP_ACCESS_TOKEN" || name === "WHATSAPP_WEBHOOK_SECRET";
}

/**
 * Everything among the settings that is real, or may be: credentials, secrets and ids (also by halves, misspelt or blank),
 * and addresses of other machines. A start that asked for the demo has the simulator's credentials, which are not.
 */
export function listSigns(given: Given, isDemoAsked: boolean): Sign[] {
  const remote = listRemote(given).map((name) => ({
    name,
    why:
      name !== "DATABASE_URL" && isLoopback(given[name]?.trim() ?? "")
        ? "is an https address"
        : "leads to another machine",
    isCredential: name === "WHATSAPP_API_URL",
  }));
  const telling = TELLING.flatMap((name): Sign[] => {
    const value = given[name] ?? "";
    const isCredential = name !== "WHATSAPP_VERIFY_TOKEN";
    if (value === "") return [];
    if (value.trim() === "") return [{ name, why: "is given, but blank", isCredential }];
    if (ADDRESSES.includes(name) || isTheDemos(name, value, given, isDemoAsked)) return [];
    return [{ name, why: "is given", isCredential }];
  });
  const misspelt = Object.keys(given)
    .filter((name) => given[name])
    .flatMap(findMisspelt);
  return [...telling, ...remote, ...misspelt];
}
