import { env } from "../env.ts";
import { readSecretFile } from "../settings/secret-files.ts";

/** How long what the file held is used before it is read again. */
const FRESH_MS = 5000;

let kept: { secrets: string[]; until: number } | undefined;

/**
 * The app secrets that a delivery may be signed with: the setting's, and while it is being changed those of the file, one
 * a line, read again every 5 seconds so that neither a new secret nor the end of an old one needs a restart.
 */
export async function appSecrets(now = Date.now()): Promise<string[]> {
  const { WHATSAPP_WEBHOOK_SECRET, WHATSAPP_WEBHOOK_SECRET_FILE } = env();
  const ours = WHATSAPP_WEBHOOK_SECRET ? [WHATSAPP_WEBHOOK_SECRET] : [];
  if (!WHATSAPP_WEBHOOK_SECRET_FILE) return ours;
  if (!kept || kept.until <= now) {
    const further = await readSecretFile("WHATSAPP_WEBHOOK_SECRET");
    kept = { secrets: [...ours, ...further], until: now + FRESH_MS };
  }
  return kept.secrets;
}
