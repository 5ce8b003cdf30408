import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { addAccount, signIn } from "./accounts.ts";
import { ask } from "./raw.ts";

test.describe.configure({ mode: "parallel" });

const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** Where the button of the school's sign-in leads, with a query of the caller's. */
async function askSchool(query: string): Promise<URL> {
  const csrf = await ask("GET", "/api/auth/csrf");
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
  const cookie = csrf.cookies.map((each) => each.split(";")[0]).join("; ");
  const form = new URLSearchParams({ json: "true", csrfToken, callbackUrl: "/settings" }).toString();
  const response = await ask("POST", `/api/auth/signin/oidc${query}`, { ...FORM, cookie }, form);
  return new URL((JSON.parse(response.body) as { url: string }).url);
}

test("what is asked of the school's sign-in cannot be rewritten by an address", async () => {
  const plain = await askSchool("");
  const evil =
    "?redirect_uri=https://evil.test/&scope=openid%20admin&prompt=none&max_age=&request_uri=https://evil.test/";
  const asked = await askSchool(evil);
  for (const name of ["redirect_uri", "scope", "prompt", "max_age", "request_uri", "client_id"])
    expect(asked.searchParams.get(name), name).toBe(plain.searchParams.get(name));
  expect((await askSchool("?prompt=login&max_age=")).searchParams.get("prompt")).toBe("login");
});

test("nobody writes into our log from outside", async () => {
  const form = "level=error&code=FORGED_CODE&message=m";
  expect((await ask("POST", "/api/auth/_log", FORM, form)).status).toBe(404);
  const log = readFileSync(join(process.env.E2E_DATA_DIR ?? "", "logs", "web.log"), "utf8");
  expect(log.length).toBeGreaterThan(0);
  expect(log).not.toContain("FORGED_CODE");
});

for (const path of ["callback/oidc", "signin", "signout", "error"]) {
  test(`42 ${path} ignores a callbackUrl that is none`, async () => {
    const response = await ask("GET", `/api/auth/${path}?callbackUrl=javascript:alert(1)`);
    expect(response.status).toBeLessThan(400);
    expect(response.location).not.toContain("error=Configuration");
    expect(response.location).not.toContain("javascript");
  });
}

for (const odd of ["%%%", "javascript:alert(1)", "WEB-INF/web.xml", "//evil.example", "x|y", "a.b.c.d.e"]) {
  test(`cookies such as ${odd} are as if they were not there`, async () => {
    const names = ["callback-url", "csrf-token", "session-token", "session-token.0", "state", "nonce"];
    const cookie = ["", "__Secure-", "__Host-"]
      .flatMap((prefix) => names.map((name) => `${prefix}next-auth.${name}=${odd}`))
      .join("; ");
    for (const path of ["session", "csrf", "providers", "signin", "signout"]) {
      const response = await ask("GET", `/api/auth/${path}`, { cookie });
      expect(response.status, path).toBe(path === "signin" ? 302 : 200);
      expect(response.location).not.toContain("error");
    }
    for (const path of ["/", "/login"]) expect((await ask("GET", path, { cookie })).status).toBe(200);
    const form = new URLSearchParams({ csrfToken: "x", json: "true" }).toString();
    for (const path of ["signin/oidc", "signout", "callback/credentials"]) {
      const response = await ask("POST", `/api/auth/${path}`, { ...FORM, cookie }, form);
      expect(response.status, path).toBeLessThan(400);
    }
  });
}

test("a browser in which others have left cookies signs in and out", async ({ page, context, baseURL }) => {
  const someone = await addAccount("student", "Otto Cookies");
  const url = new URL(baseURL ?? process.env.E2E_BASE_URL ?? "").origin;
  const names = ["callback-url", "csrf-token", "session-token.0", "session-token.old", "state", "nonce"];
  await context.addCookies(names.map((name) => ({ name: `next-auth.${name}`, value: "%%%", url })));
  await page.goto("/login?callbackUrl=/settings");
  await signIn(page, someone);
  await expect(page).toHaveURL(/\/settings$/);
  await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/login/);
});

for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
  for (const path of ["/", "/login", "/settings", "/admin", "/whatsapp/link"]) {
    test(`${method} ${path} is 405: a page is only looked at`, async () => {
      expect((await ask(method, path)).status).toBe(405);
    });
  }
}
