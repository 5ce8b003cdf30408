import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { hasExtraSlashes, redirectWithoutThem } from "./extra-slashes.ts";

/** Where an address leads, with which headers; null where it is left as it is. */
function lead(url: string): Record<string, unknown> | null {
  if (!hasExtraSlashes(url)) return null;
  let sent: Record<string, unknown> = {};
  const response = Object.assign(new EventEmitter(), {
    writeHead: (status: number, headers: object) => {
      sent = { status, ...headers };
      return response;
    },
    end: () => response,
  });
  redirectWithoutThem(url, response as unknown as ServerResponse);
  return sent;
}

test.for([
  ["/whatsapp/link/?token=T", "/whatsapp/link?token=T"],
  ["//whatsapp/link?token=T", "/whatsapp/link?token=T"],
  ["/whatsapp//link/?token=a//b/", "/whatsapp/link?token=a//b/"],
  ["//evil.example/x", "/evil.example/x"],
  ["///", "/"],
])("%s leads to %s, and nobody on the way keeps it", ([url = "", location = ""]) => {
  expect(lead(url)).toMatchObject({
    status: 308,
    location,
    "Referrer-Policy": "no-referrer",
  });
});

test.for([
  "/",
  "/?next=//x/",
  "/settings",
  "/\\evil.example/",
  "/a/\\evil.example//",
  "http://evil.example/",
])("%s is left as it is", (url) => {
  expect(lead(url)).toBeNull();
});
