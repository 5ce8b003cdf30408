import nextConfig from "../next.config.js";

const [everywhere] = (await nextConfig.headers?.()) ?? [];

/** What every answer of ours carries that Next does not give, as Next is told in its configuration. */
export const COMMON_HEADERS: Record<string, string> = {
  ...Object.fromEntries((everywhere?.headers ?? []).map(({ key, value }) => [key, value])),
  "cache-control": "no-store",
};
