import { findReferenceAsset } from "#lib/api/reference-assets";
import { AppError } from "#lib/errors";
import { route } from "#lib/requests/route";

/** Gives one of the files that the page of the API reference needs; kept for ever under the address that names its version. */
export const GET = route<{ params: Promise<{ asset: string }> }>(async (request, { params }) => {
  const found = await findReferenceAsset((await params).asset);
  if (!found) throw new AppError("not_found", "This file doesn't exist.", 404);
  const isVersioned = new URL(request.url).searchParams.get("v") === found.version;
  const etag = `"${found.version}"`;
  const headers = {
    etag,
    "content-type": found.contentType,
    "cache-control": isVersioned ? "public, max-age=31536000, immutable" : "no-cache",
  };
  if (request.headers.get("if-none-match")?.includes(etag))
    return new Response(null, { status: 304, headers });
  return new Response(found.bytes, { headers });
});
