import { request as openRequest } from "node:http";
import { expect, test } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { addAccount, bearerOf } from "./accounts.ts";

/** The status of a call with headers as they are written here, also several of one name. */
function statusOf(path: string, headers: string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const url = new URL(path, process.env.E2E_BASE_URL);
    openRequest(url, { headers: ["host", url.host, ...headers] }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

/** Ways to ask for a page of the console that were once let through, somewhere. */
const WAYS: [path: string, headers: Record<string, string>][] = [
  ["/admin", {}],
  ["/admin", { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }],
  ["/admin", { rsc: "1", "next-router-prefetch": "1" }],
  ["/admin.rsc", {}],
  ["/admin.segments/_tree.segment.rsc", { rsc: "1" }],
  ["/_next/data/build/admin.json", { "x-nextjs-data": "1" }],
  ["/admin?nxtPpath=login", {}],
  ["/%61dmin", {}],
  ["/admin/.", {}],
  ["/admin./", {}],
];

/** What stands on the page for those who may see it. */
const CONSOLE = "Console</h1>";

test("staff are shown the console", async ({ request }) => {
  const { id } = await addAccount("admin", "Ada Inside");
  const token = { sub: id, auth_time: Math.floor(Date.now() / 1000) };
  const session = await encode({ token, secret: process.env.E2E_NEXTAUTH_SECRET ?? "" });
  const response = await request.get("/admin", { headers: { cookie: `next-auth.session-token=${session}` } });
  expect(await response.text()).toContain(CONSOLE);
});

for (const [path, headers] of WAYS) {
  test(`58 ${path} ${JSON.stringify(headers)} shows nobody the console`, async ({ request }) => {
    const response = await request.get(path, { headers, maxRedirects: 0 });
    expect(response.status()).toBeLessThan(500);
    expect(await response.text()).not.toContain(CONSOLE);
  });
}

test("56 a header of 64 kB is refused with 431, and two Authorization headers with 400", async () => {
  const bearer = `Bearer ${await bearerOf(await addAccount("student", "Twice Tilda"))}`;
  const path = "/api/whatsapp/status";
  expect(await statusOf(path, ["authorization", bearer])).toBe(200);
  expect(await statusOf(path, ["Authorization", bearer, "authorization", bearer])).toBe(400);
  expect(await statusOf(path, ["authorization", `Bearer ${"x".repeat(64_000)}`])).toBe(431);
});
