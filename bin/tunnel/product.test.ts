import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { serve } from "#lib/testing/serve";
import { claimStart } from "../start/start-lock.ts";
import { waitForProduct } from "./product.ts";

const DATA_DIR = mkdtempSync(join(tmpdir(), "connect-product-"));
const ADDRESS = "https://quick-1.trycloudflare.com";
afterAll(() => rmSync(DATA_DIR, { recursive: true }));

let origin: string | null;
const server = serve((_, response) =>
  origin ? response.end(JSON.stringify({ status: "ok", origin })) : response.writeHead(503).end(),
);

let release: () => void = () => undefined;
afterEach(() => {
  release();
  vi.restoreAllMocks();
});

test.each([
  ["nothing runs", null, false, "run npm start in another terminal, in this folder"],
  ["a start is building, or installing what it needs", null, true, "npm start, which is still getting ready"],
  ["a start doesn't take the address", "http://localhost:3000", true, "Its terminal says why: fix that"],
  ["another program is there", "http://localhost:3000", false, "isn't this folder's npm start"],
])("Where %s, the tunnel's terminal says what it waits for, once", async (_title, has, isStarting, words) => {
  origin = has;
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const now = Date.now();
  const claim = isStarting ? await claimStart(DATA_DIR, { pid: process.pid, url: null }) : null;
  release = claim && "release" in claim ? claim.release : () => undefined;
  const waiting = waitForProduct(DATA_DIR, server(), ADDRESS, new AbortController().signal);
  vi.spyOn(Date, "now").mockImplementation(() => now + 60_000);
  await vi.waitFor(() => expect(printed.mock.calls.join("")).toContain(words), { timeout: 5000 });
  origin = ADDRESS;
  await waiting;
  expect(printed.mock.calls.join("").split("\n")).toEqual([
    expect.stringContaining(words),
    "Connect runs with this address.",
    "",
  ]);
});
