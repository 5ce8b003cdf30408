import type { z } from "zod";
import type { unlinkedResponse } from "#lib/api/linking";
import { requireStaffSession } from "#lib/auth/sessions/session";
import { AppError } from "#lib/errors";
import { deleteLinkByStaff } from "#lib/linking/endings";
import { tellUnlinkedByStaff } from "#lib/replies/notices";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";

/** Ends the link of a person's WhatsApp, by the hand of staff who may act on them, and says so in the chat. */
export const DELETE = route<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const session = await requireStaffSession(request);
  const by = { ...session, address: callerAddress(request.headers) };
  const link = await deleteLinkByStaff((await params).id, by);
  if (!link) throw new AppError("not_linked", "This person is not linked to an account.", 404);
  await tellUnlinkedByStaff(link.whatsappUserId);
  const response: z.output<typeof unlinkedResponse> = {
    success: true,
    message: "Successfully unlinked WhatsApp account",
  };
  return Response.json(response);
});
