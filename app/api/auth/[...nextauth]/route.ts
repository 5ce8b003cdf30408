import { AppError } from "#lib/errors";
import { readBody } from "#lib/requests/body";
import { route } from "#lib/requests/route";
import { callNextAuth, type NextAuthContext } from "./call-next-auth.ts";

const FORM_BYTES = 10_000;

/** next-auth's own endpoints: session, CSRF token, sign-out. */
export const GET = route<NextAuthContext>(async (request, context) => {
  // Where next-auth calls it a fault of ours that a password is not asked for by GET.
  if ((await context.params).nextauth.join("/") === "callback/credentials")
    throw new AppError("method_not_allowed", "Use POST to sign in with a password.", 405);
  return callNextAuth(request, context);
});

/** next-auth's own endpoints: sign-in with credentials, sign-out. 413 for more than a form of theirs can hold. */
export const POST = route<NextAuthContext>(async (request, context) => {
  // Read here, because next-auth reads a body of any size.
  const body = new Uint8Array(await readBody(request, FORM_BYTES));
  return callNextAuth(request, context, body);
});
