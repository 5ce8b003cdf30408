import NextAuth from "next-auth";
import { callerAddress } from "#lib/address";
import { authOptions } from "#lib/auth/options";
import { route } from "#lib/http";

interface NextAuthContext {
  params: Promise<{ nextauth: string[] }>;
}

const handle = (request: Request, context: NextAuthContext): Promise<Response> =>
  NextAuth(request as never, context as never, authOptions(callerAddress(request.headers)));

/** next-auth's own endpoints: session, CSRF token, sign-out. */
export const GET = route<NextAuthContext>(handle);

/** next-auth's own endpoints: sign-in with credentials, sign-out. */
export const POST = route<NextAuthContext>(handle);
