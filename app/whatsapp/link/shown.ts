import { createHash } from "node:crypto";
import type { Account } from "#lib/auth/accounts";
import { AppError } from "#lib/errors";
import { readBody } from "#lib/http";
import { SHOWN_FIELD } from "./shown-field.ts";

/** Stands for a link token and an account together, and gives away neither. */
export function fingerprint(token: string, { id }: Account): string {
  return createHash("sha256").update(`${token} ${id}`).digest("base64url");
}

const FORM_BYTES = 1000;

/**
 * Throws 409 `link_changed` unless the form comes from a page that showed this link and this account: a link that was
 * opened in another tab since then, by an attacker's window maybe, must not be what the button joins.
 */
export async function requireShown(request: Request, token: string, account: Account): Promise<void> {
  const form = new URLSearchParams((await readBody(request, FORM_BYTES)).toString());
  if (form.get(SHOWN_FIELD) === fingerprint(token, account)) return;
  throw new AppError("link_changed", "The page showed another link or another account.", 409);
}
