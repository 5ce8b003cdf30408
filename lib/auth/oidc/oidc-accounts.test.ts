import { beforeEach, describe, expect } from "vitest";
import { db } from "../../db.ts";
import { env } from "../../env.ts";
import { createAccount, PASSWORD } from "../../testing/accounts.ts";
import { test } from "../../testing/fixtures.ts";
import { signInWithOidc } from "./oidc-accounts.ts";
import { authTimeOf, oidcClaims } from "./oidc-claims.ts";

const ISSUER = "https://login.school.test";
let people = 0;

/** Signs somebody in whom nobody knows yet, as far as `claims` do not say otherwise. */
function signIn(claims: Record<string, unknown> = {}) {
  people += 1;
  const somebody = {
    iss: ISSUER,
    sub: `s-${people}`,
    email: `s-${people}@school.test`,
    email_verified: true,
  };
  return signInWithOidc(oidcClaims.parse({ ...somebody, ...claims }), "192.0.2.1");
}

const refused = (code: string) => expect.objectContaining({ status: 403, code });

test("a person is known by issuer and subject: a changed email address and name change nothing", async () => {
  const first = await signIn({ sub: "same", name: "Rosa" });
  expect(await signIn({ sub: "same", email: "other@school.test", name: "Other" })).toEqual(first);
  expect((await signIn({ sub: "same", iss: "https://elsewhere.test" })).id).not.toBe(first.id);
  expect(
    await db().auditEvent.count({ where: { action: "signed_in", address: "192.0.2.1", userId: first.id } }),
  ).toBe(2);
});

test("of several first sign-ins at once, all get one account", async () => {
  const accounts = await Promise.all(
    [1, 2, 3, 4].map(() => signIn({ sub: "hasty", email: "hasty@school.test" })),
  );
  expect(new Set(accounts.map(({ id }) => id)).size).toBe(1);
});

describe("an account that the school made before", () => {
  test.each([
    ["with a password", { password: PASSWORD }],
    ["without one", {}],
  ])("%s is joined by a verified address, whatever its case", async (_, fields) => {
    const account = await createAccount({ name: "Mei Chen", ...fields });
    expect(await signIn({ email: account.email.toUpperCase(), name: "Somebody" })).toMatchObject(account);
  });

  test.each([
    [false, "email_unverified"],
    ["false", "email_unverified"],
    [undefined, "email_taken"],
    ["perhaps", "email_taken"],
  ])("is not joined where email_verified is %j", async (isVerified, code) => {
    const { email, id } = await createAccount();
    await expect(signIn({ email, email_verified: isVerified })).rejects.toEqual(refused(code));
    expect(await db().oidcIdentity.count({ where: { userId: id } })).toBe(0);
  });

  test.each([
    ["p", "ｐ"],
    ["@", "＠"],
    ["example", "ｅxample"],
  ])(
    "64 is not joined by a verified address that only looks like its own: %s written as %s",
    async (letters, alike) => {
      const { email, id } = await createAccount();
      await expect(signIn({ email: email.replace(letters, alike) })).rejects.toEqual(
        refused("email_missing"),
      );
      expect(await db().oidcIdentity.count({ where: { userId: id } })).toBe(0);
    },
  );

  test("is joined once: who comes later with the same address is somebody else", async () => {
    const { email } = await createAccount();
    await signIn({ email });
    await expect(signIn({ email })).rejects.toEqual(refused("email_taken"));
  });

  test("is not let in while it is disabled, nor joined meanwhile", async () => {
    const { email, id } = await createAccount();
    const disable = (disabledAt: Date | null) =>
      db().user.update({ where: { id }, data: { disabledAt }, select: { id: true } });
    await disable(new Date());
    await expect(signIn({ sub: "away", email })).rejects.toEqual(refused("account_disabled"));
    expect(await db().oidcIdentity.count({ where: { userId: id } })).toBe(0);
    await disable(null);
    await signIn({ sub: "away", email });
    await disable(new Date());
    await expect(signIn({ sub: "away", email })).rejects.toEqual(refused("account_disabled"));
  });
});

describe("nobody gets an account", () => {
  test.each([undefined, "", "no address", '"a@evil.example"@school.test', "a@x.test,b@y.test"])(
    "64 by the email address %j",
    async (email) => {
      await expect(signIn({ email })).rejects.toEqual(refused("email_missing"));
    },
  );

  test("by an address that the provider says is not verified", async () => {
    await expect(signIn({ email_verified: false })).rejects.toEqual(refused("email_unverified"));
  });
});

test("a new account is a student's, named by its address where the provider tells no name", async () => {
  const account = await signIn({ email: "rosa.lima@school.test", roles: ["admin"], role: "admin" });
  expect(account).toMatchObject({ name: "rosa.lima", role: "student" });
});

test("roles that were given here stay, where the provider gives none", async () => {
  const { email } = await createAccount({ role: "instructor" });
  expect(await signIn({ email, roles: ["Nothing"] })).toMatchObject({ role: "instructor" });
});

describe("where the provider gives the roles", () => {
  beforeEach(() => {
    Object.assign(env(), {
      OIDC_ROLES: new Map([
        ["Teachers", "instructor"],
        ["IT", "admin"],
        ["Class 5", "student"],
      ]),
    });
    return () => Object.assign(env(), { OIDC_ROLES: undefined });
  });

  test.each([
    [["Teachers"], "instructor"],
    ["Teachers", "instructor"],
    [["Class 5", "IT", "Teachers"], "admin"],
    [["teachers", "ADMIN"], "student"],
    [[], "student"],
    [undefined, "student"],
    [{ IT: true }, "student"],
    [["__proto__", null, 5], "student"],
  ])("the groups %j make a person %s", async (roles, role) => {
    expect(await signIn({ roles })).toMatchObject({ role });
  });

  test("a role that the provider cannot tell at one sign-in stays; one that is gone is taken", async () => {
    const { id } = await signIn({ sub: "many", roles: ["IT"] });
    const elsewhere = {
      _claim_names: { roles: "src1" },
      _claim_sources: { src1: { endpoint: "https://x.test" } },
    };
    expect(await signIn({ sub: "many", ...elsewhere })).toMatchObject({ id, role: "admin" });
    expect(await signIn({ sub: "many", roles: { toString: 1 } })).toMatchObject({ id, role: "admin" });
    expect(await signIn({ sub: "many" })).toMatchObject({ id, role: "student" });
    expect(await signIn({ ...elsewhere })).toMatchObject({ role: "student" });
  });

  test("a role is given and taken with each signing in", async () => {
    expect(await signIn({ sub: "moves", roles: ["IT"] })).toMatchObject({ role: "admin" });
    const { id } = await signIn({ sub: "moves", roles: [] });
    expect(await db().user.findUnique({ where: { id } })).toMatchObject({ role: "student" });
  });

  test("groups stand where OIDC_ROLE_CLAIM says", async () => {
    Object.assign(env(), { OIDC_ROLE_CLAIM: "https://school.test/groups" });
    const given = { "https://school.test/groups": ["Teachers"], roles: ["IT"] };
    expect(await signIn(given)).toMatchObject({ role: "instructor" });
    Object.assign(env(), { OIDC_ROLE_CLAIM: "roles" });
  });
});

test("it counts when a person proved to the provider who they are, not when they came here; never in the future", () => {
  expect(authTimeOf({ auth_time: 1000 }, 5000)).toBe(1000);
  expect(authTimeOf({ auth_time: 9000 }, 5000)).toBe(5000);
  expect(authTimeOf({ auth_time: "1000" }, 5000)).toBe(5000);
  expect(authTimeOf(undefined, 5000)).toBe(5000);
});
