import { AppError } from "#lib/errors";
import { route } from "#lib/requests/route";

const refuse = route(async () => {
  throw new AppError("not_found", "This address doesn't exist. See /api/docs for the ones that do.", 404);
});

/** Tells API clients in their own terms that they called what does not exist. */
export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as POST, refuse as PUT };
