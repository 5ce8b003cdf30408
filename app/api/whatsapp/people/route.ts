import type { z } from "zod";
import { peopleQuery, type peopleResponse } from "#lib/api/messages";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { type ListedPerson, listPeople } from "#lib/people/people";
import { parseQuery, route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";

type PersonResponse = z.output<typeof peopleResponse>["people"][number];

/** Finds people to write to, by name, number or account. */
export const GET = route(async (request) => {
  await requireRole(request, STAFF_ROLES);
  const { query, limit } = parseQuery(request, peopleQuery);
  const people = await listPeople(query, limit);
  const response: z.output<typeof peopleResponse> = {
    people: people.map((person) => toResponse(person, new Date())),
  };
  return Response.json(response);
});

function toResponse({ account, windowClosesAt, ...person }: ListedPerson, now: Date): PersonResponse {
  return {
    id: person.id,
    whatsapp_name: person.name,
    whatsapp_username: person.username,
    whatsapp_phone: person.phone,
    bsuid: person.bsuid,
    is_linked: account !== null,
    user_name: account?.name ?? null,
    user_email: account?.email ?? null,
    user_role: account?.role ?? null,
    window_open: windowClosesAt !== null && windowClosesAt > now,
    window_closes_at: windowClosesAt && toTimestamp(windowClosesAt),
    opted_out: person.optedOutAt !== null,
    marketing_stopped: person.marketingStoppedAt !== null,
    marketing_agreed: person.marketingAgreedAt !== null,
  };
}
