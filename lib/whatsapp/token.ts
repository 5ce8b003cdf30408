import { env } from "../env.ts";
import { readSecretFile } from "../settings/secret-files.ts";

/**
 * The token to call Meta with: the first that the token file holds just now, so that a new one needs no restart, else the
 * setting's. With neither it is empty, which Meta refuses like a token that has ended.
 */
export async function accessToken(): Promise<string> {
  const [written] = await readSecretFile("WHATSAPP_ACCESS_TOKEN");
  return written ?? env().WHATSAPP_ACCESS_TOKEN ?? "";
}
