import { env } from "../env.ts";
import { referenceAssetUrl } from "./reference-assets.ts";

/** What the page may do: nothing but its own files and calls to its own origin. Swagger UI's icons are data addresses. */
export const REFERENCE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string) => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? "");

/** The HTML of the API reference. It holds no script of its own, so that its policy needs no exception. */
export async function renderReferencePage(): Promise<string> {
  const title = escapeHtml(`${env().PLATFORM_NAME} Connect API`);
  const [library, libraryStyle, start, style] = await Promise.all([
    referenceAssetUrl("swagger-ui-bundle.js"),
    referenceAssetUrl("swagger-ui.css"),
    referenceAssetUrl("start.js"),
    referenceAssetUrl("page.css"),
  ]);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${libraryStyle}">
<link rel="stylesheet" href="${style}">
<script src="${library}" defer></script>
<script src="${start}" defer></script>
</head>
<body>
<div id="reference"><main><p class="notice" role="status">Loading the API reference…</p></main></div>
<noscript><p class="notice">This page needs JavaScript. The document itself is at <a href="/api/openapi.json">/api/openapi.json</a>.</p></noscript>
</body>
</html>
`;
}
