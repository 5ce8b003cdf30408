import type { z } from "zod";
import type { unlinkedResponse } from "#lib/api/linking";
import { requireSession } from "#lib/auth/sessions/session";
import { AppError } from "#lib/errors";
import { deleteLink } from "#lib/linking/endings";
import { tellUnlinked } from "#lib/replies/notices";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";

/** Ends the link between the signed-in account and its WhatsApp, which needs a fresh sign-in, and says so in the chat. */
export const DELETE = route(async (request) => {
  const session = await requireSession(request);
  const link = await deleteLink({ ...session, address: callerAddress(request.headers) });
  if (!link) throw new AppError("not_linked", "Your account is not linked to a WhatsApp.", 404);
  await tellUnlinked(link.whatsappUserId);
  const response: z.output<typeof unlinkedResponse> = {
    success: true,
    message: "Successfully unlinked WhatsApp account",
  };
  return Response.json(response);
});
