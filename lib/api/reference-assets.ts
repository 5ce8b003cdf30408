import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The files that the page of the API reference loads: Swagger UI's own, and two of ours. */
export const REFERENCE_ASSETS = ["swagger-ui.css", "swagger-ui-bundle.js", "start.js", "page.css"] as const;

/** A file of the API reference, as it is served. */
interface ReferenceAsset {
  bytes: Buffer<ArrayBuffer>;
  contentType: string;
  /** Changes with the contents; names a version in addresses and is the ETag. */
  version: string;
}

const PACKAGED = join("node_modules", "swagger-ui-dist");
const OURS = join("app", "api", "docs", "assets");

/** One of the files, or null for any other name. Read from the checkout, where the server runs. */
export async function findReferenceAsset(name: string): Promise<ReferenceAsset | null> {
  const known = REFERENCE_ASSETS.find((asset) => asset === name);
  if (!known) return null;
  const folder = known.startsWith("swagger-ui") ? PACKAGED : OURS;
  const bytes = await readFile(join(/* turbopackIgnore: true */ process.cwd(), folder, known));
  const type = known.endsWith(".css") ? "text/css" : "text/javascript";
  return {
    bytes,
    contentType: `${type}; charset=utf-8`,
    version: createHash("sha256").update(bytes).digest("hex").slice(0, 16),
  };
}

/** The address of one of the files; it changes with the contents, so that the response can be kept for ever. */
export async function referenceAssetUrl(name: (typeof REFERENCE_ASSETS)[number]): Promise<string> {
  const asset = await findReferenceAsset(name);
  return `/api/docs/${name}?v=${asset?.version}`;
}
