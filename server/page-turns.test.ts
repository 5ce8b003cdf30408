import type { ServerResponse } from "node:http";
import { expect, test, vi } from "vitest";
import { doorForTests } from "./door-for-tests.ts";
import { inTurn } from "./page-turns.ts";

const waiting: ServerResponse[] = [];
const door = doorForTests(
  inTurn(async (_request, response) => {
    waiting.push(response);
    await new Promise<void>((resolve) => response.once("close", resolve));
  }),
);
const ask = (path: string, signal?: AbortSignal) =>
  fetch(`http://127.0.0.1:${door.port}${path}`, signal ? { signal } : {}).then((response) => response.text());
const areInside = (count: number) => vi.waitFor(() => expect(waiting).toHaveLength(count), 3000);

test("few pages are made at a time, calls of the API and files wait for none, and who went away loses the turn", async () => {
  const leaver = new AbortController();
  const pages = Array.from({ length: 9 }, (_, at) => ask(`/page-${at}`));
  await areInside(6);
  const gone = ask("/gone", leaver.signal).catch(() => "gone");
  const others = [ask("/api/whatsapp/status"), ask("/_next/static/a.js")];
  await areInside(8);
  for (const response of waiting.splice(6)) response.end("quick");
  expect(await Promise.all(others)).toEqual(["quick", "quick"]);
  leaver.abort();
  expect(await gone).toBe("gone");
  // One that is being sent has had its turn, however slowly it is read.
  waiting[0]?.writeHead(200).flushHeaders();
  await areInside(7);
  for (const response of waiting) response.end("page");
  await areInside(9);
  for (const response of waiting) response.end("page");
  expect(await Promise.all(pages)).toEqual(pages.map(() => "page"));
});
