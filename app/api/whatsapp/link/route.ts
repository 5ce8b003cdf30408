import type { z } from "zod";
import { callerAddress } from "#lib/address";
import { linkBody, type linkedAnswer, type linkOfferAnswer, linkQuery } from "#lib/api/linking";
import { requireRecentUser } from "#lib/auth/session";
import { tellLinked } from "#lib/bot/notices";
import { parseBody, parseQuery, route } from "#lib/http";
import { countLinkTry, forgetLinkTries } from "#lib/linking/limits";
import { confirmLink } from "#lib/linking/links";
import { requireLinkOffer } from "#lib/linking/refusals";

/** Tells whose WhatsApp a link token stands for. Changes nothing, however often it is read. */
export const GET = route(async (request) => {
  const { token } = parseQuery(request, linkQuery);
  const offer = await requireLinkOffer(token);
  const answer: z.output<typeof linkOfferAnswer> = {
    whatsapp_phone: offer.phone,
    whatsapp_name: offer.name,
    is_linked: offer.linkedUserId !== null,
    token,
  };
  return Response.json(answer);
});

/** Joins the WhatsApp whose token was given to the signed-in account. */
export const POST = route(async (request) => {
  const account = await requireRecentUser(request);
  const { token } = await parseBody(request, linkBody);
  const address = callerAddress(request.headers);
  await countLinkTry(account, address);
  const link = await confirmLink(token, account);
  await forgetLinkTries(account, address);
  if (link.isNew) await tellLinked(link.whatsappUserId, account);
  const answer: z.output<typeof linkedAnswer> = {
    success: true,
    message: "Successfully linked your accounts!",
    whatsapp_phone: link.phone,
    whatsapp_name: link.name,
    user_name: account.name,
  };
  return Response.json(answer);
});
