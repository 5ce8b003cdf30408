import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { callerAddress } from "#lib/address";
import { authOptions } from "#lib/auth/options";
import { readBody, route } from "#lib/http";

interface NextAuthContext {
  params: Promise<{ nextauth: string[] }>;
}

const FORM_BYTES = 10_000;

const handle = (request: Request, context: NextAuthContext): Promise<Response> =>
  NextAuth(request as never, context as never, authOptions(callerAddress(request.headers)));

/** next-auth's own endpoints: session, CSRF token, sign-out. */
export const GET = route<NextAuthContext>(handle);

/** next-auth's own endpoints: sign-in with credentials, sign-out. 413 for more than a form of theirs can hold. */
export const POST = route<NextAuthContext>(async (request, context) => {
  // Read here, because next-auth reads a body of any size.
  const body = new Uint8Array(await readBody(request, FORM_BYTES));
  const { method, headers } = request;
  return handle(new NextRequest(request.url, { method, headers, body }), context);
});
