import { findMiscopied, findWeakness } from "./weak-secrets.ts";

/** Settings that a file may hold as well, and the least that such a secret is. */
export const FILED = {
  WHATSAPP_ACCESS_TOKEN: /^[\x21-\x7e]{8,}$/,
  WHATSAPP_WEBHOOK_SECRET: /^[\x21-\x7e]{16,}$/,
} as const;

/** A setting that a file may hold as well. */
export type Filed = keyof typeof FILED;

/** A secret of a file, where it stands there, and why production does not take it; null when it does. */
export interface SecretLine {
  secret: string;
  line: number;
  weakness: string | null;
}

/** Every secret that a file holds, one a line; comments, and what is too short or has spaces in it, are none. */
export function listSecretLines(name: Filed, text: string): SecretLine[] {
  const lines = text.split(/\r\n?|\n/).map((line, at) => ({ secret: line.trim(), line: at + 1 }));
  return lines
    .filter(({ secret }) => FILED[name].test(secret) && !secret.startsWith("#"))
    .map((line) => ({ ...line, weakness: findMiscopied(line.secret) ?? findWeakness(line.secret) }));
}
