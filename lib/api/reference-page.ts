import { env } from "../env.ts";
import { quickStart } from "./quick-start.ts";
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

/** The steps of the quick start. */
const renderSteps = () =>
  quickStart()
    .map(
      ({ title, says, command, response }) => `<li>
<h3>${title}</h3>
<p>${escapeHtml(says)}</p>
<pre role="group" tabindex="0" aria-label="What to type"><code>${escapeHtml(command)}</code></pre>
<pre class="response" role="group" tabindex="0" aria-label="What you get back"><code>${escapeHtml(response)}</code></pre>
</li>`,
    )
    .join("\n");

/**
 * The HTML of the API reference: a quick start that is there at once, and the place where Swagger UI is shown once it has
 * loaded. It holds no script of its own, so that its policy needs no exception.
 */
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
<link rel="stylesheet" href="${style}">
<script src="${start}" defer></script>
</head>
<body>
<section class="quick-start" aria-labelledby="quick-start">
<h1>${title}</h1>
<h2 id="quick-start">Quick start</h2>
<p>Send your first message with three calls, for instance from a terminal. The full reference is below, and you can try every call there.</p>
<ol>
${renderSteps()}
</ol>
<p>Your tools can read the whole API as an <a href="/api/openapi.json">OpenAPI document</a>.</p>
</section>
<div id="reference" data-library="${library}" data-style="${libraryStyle}"><main><p class="notice" role="status">Loading the API reference…</p></main></div>
<noscript><p class="notice">The reference needs JavaScript. The document itself is at <a href="/api/openapi.json">/api/openapi.json</a>.</p></noscript>
</body>
</html>
`;
}
