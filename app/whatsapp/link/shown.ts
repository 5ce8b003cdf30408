import { createHash } from "node:crypto";
import type { Account } from "#lib/auth/accounts";
import { AppError } from "#lib/errors";
import { findLink } from "#lib/linking/links";
import { readBody } from "#lib/requests/body";
import { linkTokenIn } from "./cookie.ts";
import { SHOWN_FIELD } from "./shown-field.ts";

/** Stands for a link token, an account and the WhatsApp that it has now together, and gives away none of them. */
export function fingerprint(token: string, { id }: Account, linked = ""): string {
  return createHash("sha256").update(`${token} ${id} ${linked}`).digest("base64url");
}

const FORM_BYTES = 1000;

/** The link token, and the WhatsApp that the account has now. Throws 409 `link_changed` unless these are what the page showed. */
export async function requireShown(
  request: Request,
  account: Account,
): Promise<{ token: string; linked: string | undefined }> {
  const token = linkTokenIn(request.headers.get("cookie") ?? "");
  const linked = (await findLink(account))?.whatsappUserId;
  const form = new URLSearchParams((await readBody(request, FORM_BYTES)).toString());
  if (form.get(SHOWN_FIELD) === fingerprint(token, account, linked)) return { token, linked };
  throw new AppError("link_changed", "The page showed another link or another account.", 409);
}
