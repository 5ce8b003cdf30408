import type { z } from "zod";
import type { historyResponse } from "#lib/api/system-health";
import { requireRole } from "#lib/auth/sessions/session";
import { askMeta } from "#lib/health/history";
import { route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";

/** Asks Meta what became of a message. */
export const GET = route<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const account = await requireRole(request, ["admin"]);
  const { says, events } = await askMeta((await params).id, account.id);
  const response: z.output<typeof historyResponse> = {
    says,
    events: events.map(({ at, ...event }) => ({ ...event, at: at && toTimestamp(at) })),
  };
  return Response.json(response);
});
