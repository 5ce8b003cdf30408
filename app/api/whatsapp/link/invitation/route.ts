import type { z } from "zod";
import type { invitationResponse } from "#lib/api/linking";
import { requireRecentSession } from "#lib/auth/sessions/session";
import { invite } from "#lib/linking/invitations";
import { countInvitation } from "#lib/linking/limits";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";
import { findChatUrlSoon } from "../../../../chat-url.ts";

/** Gives the signed-in account a code to send in a chat, which is then asked whether to link. */
export const POST = route(async (request) => {
  const { account, isFresh } = await requireRecentSession(request);
  const address = callerAddress(request.headers);
  await countInvitation(account, address);
  const { code, expiresAt } = await invite(account, { isFresh, address });
  const text = `link ${code}`;
  const response: z.output<typeof invitationResponse> = {
    text,
    expires_at: toTimestamp(expiresAt),
    chat_url: await findChatUrlSoon(text),
  };
  return Response.json(response, { status: 201 });
});
