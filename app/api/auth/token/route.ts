import type { z } from "zod";
import { callerAddress } from "#lib/address";
import type { tokenAnswer } from "#lib/api/auth";
import { credentials, signIn } from "#lib/auth/accounts";
import { API_TOKEN_LIFETIME_SECONDS, issueApiToken } from "#lib/auth/api-tokens";
import { parseBody, route } from "#lib/http";

/** Gives an API client a Bearer token for an account's e-mail address and password. */
export const POST = route(async (request) => {
  const given = await parseBody(request, credentials);
  const account = await signIn(given, callerAddress(request.headers));
  const answer: z.output<typeof tokenAnswer> = {
    access_token: await issueApiToken(account.id),
    token_type: "Bearer",
    expires_in: API_TOKEN_LIFETIME_SECONDS,
  };
  return Response.json(answer);
});
