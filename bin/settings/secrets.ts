import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { SIMULATOR_TOKEN_PREFIX } from "#lib/settings/real-settings";
import { makeDataFolder } from "../database/postgres-place.ts";
import { readOrEmpty, writeInto } from "../project.ts";

/** Secrets of this machine, made at the first run and kept in secrets.json of the data folder. */
export type Secrets = {
  NEXTAUTH_SECRET: string;
  WHATSAPP_WEBHOOK_SECRET: string;
  SIMULATOR_TOKEN: string;
  HEALTH_TOKEN: string;
};

const makers: Record<keyof Secrets, () => string> = {
  NEXTAUTH_SECRET: () => randomBytes(32).toString("base64url"),
  WHATSAPP_WEBHOOK_SECRET: () => randomBytes(16).toString("hex"),
  HEALTH_TOKEN: () => randomBytes(16).toString("hex"),
  SIMULATOR_TOKEN: () => `${SIMULATOR_TOKEN_PREFIX}${randomBytes(18).toString("hex")}`,
};

function readKept(path: string): Partial<Secrets> {
  const content = readOrEmpty(path);
  if (content === "") return {};
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new Error(`${path} isn't JSON. Delete it, and new secrets are made.`, { cause });
  }
}

/** The kept secrets; those that are missing are made and kept, in a file that only its owner may read. */
export function readSecrets(dataDir: string): Secrets {
  const path = join(dataDir, "secrets.json");
  const kept = readKept(path);
  const names = Object.keys(makers) as (keyof Secrets)[];
  const entries = names.map((name) => [name, kept[name] ?? makers[name]()] as const);
  if (names.some((name) => !kept[name])) {
    makeDataFolder(dataDir);
    writeInto(path, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`, 0o600);
  }
  return Object.fromEntries(entries) as Secrets;
}
