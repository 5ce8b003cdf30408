import { createApiDocument } from "#lib/api/document";
import { route } from "#lib/http";

/** Describes every endpoint in OpenAPI 3.1. */
export const GET = route(async () => Response.json(createApiDocument()));
