import { MAX_DELIVERY_BYTES, receiveDelivery, refuseEncoding } from "#lib/inbox/deliveries";
import { callerAddress } from "#lib/requests/address";
import { readBody } from "#lib/requests/body";
import { isFromPage } from "#lib/requests/from-page";
import { route } from "#lib/requests/route";
import { acceptHandshake } from "#lib/whatsapp/webhook/handshake";

/** Returns Meta's challenge if the verify token is ours: this is how Meta verifies the address. */
export const GET = route(async (request) => {
  const challenge = await acceptHandshake(new URL(request.url).searchParams, callerAddress(request.headers));
  return new Response(challenge, { headers: { "content-type": "text/plain; charset=utf-8" } });
});

/** Takes a delivery of Meta's; 200 only once all of it is durably stored. */
export const POST = route(async (request) => {
  refuseEncoding(request.headers.get("content-encoding"));
  const rawBody = await readBody(request, MAX_DELIVERY_BYTES);
  const signature = request.headers.get("x-hub-signature-256");
  await receiveDelivery(rawBody, signature, { isFromPage: isFromPage((name) => request.headers.get(name)) });
  return Response.json({ status: "ok" });
});
