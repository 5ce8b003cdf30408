import type { z } from "zod";
import type { linkStatusResponse } from "#lib/api/linking";
import { requireAccount } from "#lib/auth/sessions/session";
import { findLink } from "#lib/linking/links";
import { route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";

/** Tells whether the signed-in account is linked, to which WhatsApp, and since when. */
export const GET = route(async (request) => {
  const account = await requireAccount(request);
  const link = await findLink(account);
  const response: z.output<typeof linkStatusResponse> = {
    is_linked: link !== null,
    whatsapp_phone: link?.phone ?? null,
    whatsapp_name: link?.name ?? null,
    linked_at: link && toTimestamp(link.linkedAt),
  };
  return Response.json(response);
});
