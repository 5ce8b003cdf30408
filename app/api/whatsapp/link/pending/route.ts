import type { z } from "zod";
import type { cancelledResponse, pendingStatusResponse } from "#lib/api/linking";
import { requireAccount } from "#lib/auth/sessions/session";
import { cancelPendingLink, findPendingLink } from "#lib/linking/pending";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";

/** Tells what became of the link that the signed-in account confirmed last, and the code that it waits for. */
export const GET = route(async (request) => {
  const account = await requireAccount(request);
  const pending = await findPendingLink(account.id);
  const response: z.output<typeof pendingStatusResponse> = {
    status: pending?.state ?? "none",
    code: pending?.code ?? null,
    expires_at: pending && toTimestamp(pending.expiresAt),
    tries_left: pending?.triesLeft ?? null,
    whatsapp_name: pending?.name ?? null,
    whatsapp_phone: pending?.phone ?? null,
  };
  return Response.json(response);
});

/** Gives up the link that waits for its code. */
export const DELETE = route(async (request) => {
  const account = await requireAccount(request);
  await cancelPendingLink(account.id, callerAddress(request.headers));
  const response: z.output<typeof cancelledResponse> = { success: true, message: "The link is cancelled." };
  return Response.json(response);
});
