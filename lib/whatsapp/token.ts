import { readFile } from "node:fs/promises";
import { env } from "../env.ts";

/**
 * The token to call Meta with: what the token file holds just now, so that a new one needs no restart, else the setting's.
 * With neither it is empty, which Meta refuses like a token that has ended.
 */
export async function accessToken(): Promise<string> {
  const { WHATSAPP_ACCESS_TOKEN = "", WHATSAPP_ACCESS_TOKEN_FILE } = env();
  if (!WHATSAPP_ACCESS_TOKEN_FILE) return WHATSAPP_ACCESS_TOKEN;
  const written = await readFile(WHATSAPP_ACCESS_TOKEN_FILE, "utf8").catch(() => "");
  return /^[\x21-\x7e]{8,}$/.exec(written.trim())?.[0] ?? WHATSAPP_ACCESS_TOKEN;
}
