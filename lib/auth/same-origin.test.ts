import { expect, test, vi } from "vitest";

/** Whether a write with these headers passes, where people open the pages under `ours`. */
async function passes(ours: string, headers: Record<string, string>): Promise<boolean> {
  vi.resetModules();
  vi.stubEnv("NEXTAUTH_URL", ours);
  const { requireSameOrigin } = await import("./same-origin.ts");
  try {
    requireSameOrigin(new Request("http://127.0.0.1:3000/api/x", { method: "POST", headers }), "somebody");
    return true;
  } catch {
    return false;
  }
}

const SCHOOL = "https://connect.example.edu";
const HERE = "http://localhost:3000";

test.for([
  ["our own page", SCHOOL, { origin: SCHOOL, host: "127.0.0.1:3000" }],
  ["our own page, on this machine", HERE, { origin: HERE, host: "localhost:3000" }],
  ["the same machine by another name", HERE, { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" }],
  ["the same machine by its IPv6 address", HERE, { origin: "http://[::1]:3000", host: "[::1]:3000" }],
] as const)("a write of %s is taken", async ([, ours, headers]) => {
  expect(await passes(ours, headers)).toBe(true);
});

test.for([
  ["another scheme", SCHOOL, { origin: "http://connect.example.edu", host: "connect.example.edu" }],
  ["another port", SCHOOL, { origin: `${SCHOOL}:8443`, host: "connect.example.edu:8443" }],
  ["a subdomain", SCHOOL, { origin: "https://x.connect.example.edu" }],
  ["a domain above", SCHOOL, { origin: "https://example.edu" }],
  ["a foreign page under a forged host", SCHOOL, { origin: "https://evil.example", host: "evil.example" }],
  ["a page on a visitor's own machine", SCHOOL, { origin: "http://localhost:3000", host: "localhost:3000" }],
  [
    "a foreign page, on this machine",
    HERE,
    { origin: "http://evil.example:3000", host: "evil.example:3000" },
  ],
  ["another program on this machine", HERE, { origin: "http://localhost:5173", host: "localhost:3000" }],
  [
    "another name than the page was opened by",
    HERE,
    { origin: "http://127.0.0.1:3000", host: "localhost:3000" },
  ],
  ["https on this machine", HERE, { origin: "https://localhost:3000", host: "localhost:3000" }],
  ["a path after the origin", SCHOOL, { origin: `${SCHOOL}/` }],
  ["two origins", SCHOOL, { origin: `${SCHOOL}, ${SCHOOL}` }],
  ["a sandboxed page", SCHOOL, { origin: "null" }],
  ["nobody", SCHOOL, {}],
  [
    "a page of ours that the browser calls cross-site",
    SCHOOL,
    { origin: SCHOOL, "sec-fetch-site": "cross-site" },
  ],
] as const)("a write of %s is refused", async ([, ours, headers]) => {
  expect(await passes(ours, headers)).toBe(false);
});
