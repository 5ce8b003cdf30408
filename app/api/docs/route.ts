import { REFERENCE_POLICY, renderReferencePage } from "#lib/api/reference-page";
import { route } from "#lib/requests/route";

/** The API reference as a page, on which calls can be tried out. */
export const GET = route(async () => {
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": REFERENCE_POLICY,
    "cache-control": "no-cache",
  };
  return new Response(await renderReferencePage(), { headers });
});
