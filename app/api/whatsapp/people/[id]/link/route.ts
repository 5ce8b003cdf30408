import { z } from "zod";
import { callerAddress } from "#lib/address";
import type { unlinkedAnswer } from "#lib/api/linking";
import { requireRole, STAFF_ROLES } from "#lib/auth/session";
import { tellUnlinkedByStaff } from "#lib/bot/notices";
import { AppError } from "#lib/errors";
import { route } from "#lib/http";
import { deleteLinkByStaff } from "#lib/linking/links";

/** Ends the link of any person's WhatsApp, by the hand of staff, and says so in the chat. */
export const DELETE = route<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const staff = await requireRole(request, STAFF_ROLES);
  const { id } = await params;
  const isId = z.uuid().safeParse(id).success;
  const link = isId ? await deleteLinkByStaff(staff, id, callerAddress(request.headers)) : null;
  if (!link) throw new AppError("not_linked", "This person is not linked to an account.", 404);
  await tellUnlinkedByStaff(link.whatsappUserId);
  const answer: z.output<typeof unlinkedAnswer> = {
    success: true,
    message: "Successfully unlinked WhatsApp account",
  };
  return Response.json(answer);
});
