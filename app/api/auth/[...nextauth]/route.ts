import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { callerAddress } from "#lib/address";
import { authOptions } from "#lib/auth/options";
import type { AppError } from "#lib/errors";
import { readBody, route } from "#lib/http";

interface NextAuthContext {
  params: Promise<{ nextauth: string[] }>;
}

const FORM_BYTES = 10_000;

async function handle(request: Request, context: NextAuthContext): Promise<Response> {
  const refusals: AppError[] = [];
  const options = authOptions(callerAddress(request.headers), (refusal) => refusals.push(refusal));
  const answer: Response = await NextAuth(request as never, context as never, options);
  const [refusal] = refusals;
  // next-auth knows one status for all that goes wrong; where it sends a browser on instead, that stays.
  if (!refusal || answer.status !== 401) return answer;
  const response = new Response(answer.body, { status: refusal.status, headers: answer.headers });
  response.headers.set("retry-after", String(refusal.details.retryAfterSeconds ?? 1));
  return response;
}

/** next-auth's own endpoints: session, CSRF token, sign-out. */
export const GET = route<NextAuthContext>(handle);

/** next-auth's own endpoints: sign-in with credentials, sign-out. 413 for more than a form of theirs can hold. */
export const POST = route<NextAuthContext>(async (request, context) => {
  // Read here, because next-auth reads a body of any size.
  const body = new Uint8Array(await readBody(request, FORM_BYTES));
  const { method, headers } = request;
  return handle(new NextRequest(request.url, { method, headers, body }), context);
});
