import type { z } from "zod";
import {
  linkBody,
  type linkedResponse,
  type linkOfferResponse,
  linkQuery,
  type pendingResponse,
} from "#lib/api/linking";
import { requireRecentSession } from "#lib/auth/sessions/session";
import { limitReads } from "#lib/linking/limits";
import { requireLinkOffer } from "#lib/linking/refusals";
import { confirmLinkAndNotify, moveLinkAndNotify } from "#lib/replies/confirm-link";
import { callerAddress } from "#lib/requests/address";
import { parseBody, parseQuery, route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";

/** Tells whose WhatsApp a link token stands for. Changes nothing, however often it is read. */
export const GET = route(async (request) => {
  const { token } = parseQuery(request, linkQuery);
  const offer = await limitReads(callerAddress(request.headers), () => requireLinkOffer(token));
  const response: z.output<typeof linkOfferResponse> = {
    whatsapp_phone: offer.phone,
    whatsapp_name: offer.name,
    is_linked: offer.linkedUserId !== null,
    token,
  };
  return Response.json(response);
});

/** Joins the WhatsApp whose token was given to the signed-in account, or asks for a code from the chat first. */
export const POST = route(async (request) => {
  const session = await requireRecentSession(request);
  const { token, move } = await parseBody(request, linkBody);
  const confirm = move ? moveLinkAndNotify : confirmLinkAndNotify;
  const confirmation = await confirm(token, session, callerAddress(request.headers));
  const identities = {
    whatsapp_phone: confirmation.phone,
    whatsapp_name: confirmation.name,
    user_name: session.account.name,
  };
  if (confirmation.state === "pending") {
    const response: z.output<typeof pendingResponse> = {
      success: true,
      status: "pending",
      message: "Send this code in the chat to finish.",
      code: confirmation.code,
      expires_at: toTimestamp(confirmation.expiresAt),
      tries_left: confirmation.triesLeft,
      ...identities,
    };
    return Response.json(response, { status: 202 });
  }
  const response: z.output<typeof linkedResponse> = {
    success: true,
    message: "Successfully linked your accounts!",
    ...identities,
  };
  return Response.json(response);
});
