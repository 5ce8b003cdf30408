import { readBody } from "#lib/requests/body";
import { route } from "#lib/requests/route";
import { callNextAuth, type NextAuthContext } from "./call-next-auth.ts";

const FORM_BYTES = 10_000;

/** next-auth's own endpoints: session, CSRF token, sign-out. */
export const GET = route<NextAuthContext>((request, context) => callNextAuth(request, context));

/** next-auth's own endpoints: sign-in with credentials, sign-out. 413 for more than a form of theirs can hold. */
export const POST = route<NextAuthContext>(async (request, context) => {
  // Read here, because next-auth reads a body of any size.
  const body = new Uint8Array(await readBody(request, FORM_BYTES));
  return callNextAuth(request, context, body);
});
