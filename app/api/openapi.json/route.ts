import { createApiDocument } from "#lib/api/document";
import { route } from "#lib/requests/route";

/** Describes every endpoint in OpenAPI 3.1. */
export const GET = route(async () => Response.json(createApiDocument()));
