import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { env } from "../../env.ts";
import { log } from "../../log.ts";
import { findOidcRole } from "./oidc-roles.ts";

const warn = vi.spyOn(log(), "warn").mockImplementation(() => {});

beforeEach(() => {
  Object.assign(env(), {
    OIDC_ROLES: new Map([
      ["staff", "instructor"],
      ["admins", "admin"],
      ["Class 5", "student"],
      ["7", "instructor"],
    ]),
  });
});

afterEach(() => {
  warn.mockClear();
  Object.assign(env(), { OIDC_ROLES: undefined, OIDC_ROLE_CLAIM: "roles" });
});

/** The role that these claims give where the groups stand in `claim`. */
function roleOf(claims: Record<string, unknown>, claim = "groups") {
  Object.assign(env(), { OIDC_ROLE_CLAIM: claim });
  // As JSON, of which tokens are made.
  return findOidcRole(JSON.parse(JSON.stringify(claims)));
}

const SOURCES = { _claim_sources: { src1: { endpoint: "https://graph.example/getMemberObjects" } } };

describe("a role stays as it is, and the log says so, where the provider", () => {
  test.for([
    ["says that the groups are elsewhere", { _claim_names: { groups: "src1" }, ...SOURCES }],
    ["says so beside an empty list", { groups: [], _claim_names: { groups: "src1" }, ...SOURCES }],
    ["says so beside null", { groups: null, _claim_names: { groups: "src1" } }],
    ["says that there are too many", { hasgroups: true }],
    ["says that in words", { hasgroups: "true" }],
    ["gives an object", { groups: { admins: true } }],
    ["gives an object that is no text", { groups: { toString: 1 } }],
    ["gives yes", { groups: true }],
    ["gives a list of objects", { groups: [{ name: "admins" }, { toString: 1 }] }],
    ["gives a list of nothing", { groups: [null, false] }],
  ] as const)("%s", ([, claims]) => {
    expect(roleOf(claims)).toBeNull();
    expect(warn).toHaveBeenCalledOnce();
  });

  test("says so of the whole that they stand in", () => {
    expect(roleOf({ _claim_names: { realm_access: "src1" } }, "realm_access.roles")).toBeNull();
  });
});

describe("a person is a student, without a word in the log, where the provider", () => {
  test.for([
    ["tells no groups", {}],
    ["tells null", { groups: null }],
    ["tells an empty list", { groups: [] }],
    ["tells an empty text", { groups: "" }],
    ["tells other groups only", { groups: ["Admins", "not admins", "__proto__", "constructor"] }],
    ["keeps another claim elsewhere", { _claim_names: { roles: "src1" } }],
    ["has not too many groups", { hasgroups: false, _claim_names: null }],
    ["tells a group whose name is like two", { groups: ["staff, admins"] }],
    ["tells a text whose name is like two", { groups: "not admins" }],
  ] as const)("%s", ([, claims]) => {
    expect(roleOf(claims)).toBe("student");
    expect(warn).not.toHaveBeenCalled();
  });

  test("has too many groups, but gives the roles elsewhere", () => {
    expect(roleOf({ hasgroups: true }, "roles")).toBe("student");
  });
});

describe("groups are read from", () => {
  test.for([
    [["staff"], "instructor"],
    [["staff", "admins"], "admin"],
    [["staff", null, { name: "admins" }], "instructor"],
    [[["admins"]], "admin"],
    ["admins", "admin"],
    ["staff,admins", "admin"],
    [" staff , Class 5 ", "instructor"],
    ["Class 5; admins", "admin"],
    ["Class 5", "student"],
    ['["staff", "admins"]', "admin"],
    ["[admins", "student"],
    [7, "instructor"],
    [["7"], "instructor"],
  ] as const)("%j: %s", ([groups, role]) => {
    expect(roleOf({ groups })).toBe(role);
  });

  test("a list beside which there are more", () => {
    expect(roleOf({ groups: ["staff"], hasgroups: true, _claim_names: { groups: "src1" } })).toBe(
      "instructor",
    );
  });
});

describe("OIDC_ROLE_CLAIM leads into the claims:", () => {
  test.for([
    ["realm_access.roles", { realm_access: { roles: ["admins"] } }, "admin"],
    ["resource_access.connect.roles", { resource_access: { connect: { roles: ["staff"] } } }, "instructor"],
    ["resource_access.my.app.roles", { resource_access: { "my.app": { roles: ["admins"] } } }, "admin"],
    ["resource_access.a.b", { resource_access: { a: {}, "a.b": "admins" } }, "admin"],
    ["https://school.test/groups", { "https://school.test/groups": ["admins"] }, "admin"],
    ["a.b", { "a.b": ["staff"], a: { b: ["admins"] } }, "instructor"],
    ["realm_access.roles", { realm_access: { roles: [] } }, "student"],
    ["realm_access.roles", { realm_access: null, roles: ["admins"] }, "student"],
    ["realm_access.roles", { realm_access: "admins" }, "student"],
    ["realm_access.roles", { realm_access: [{ roles: ["admins"] }] }, "student"],
    ["realm_access.constructor.name", { realm_access: {} }, "student"],
    ["groups.length", { groups: ["x", "x", "x", "x", "x", "x", "x"] }, "student"],
  ] as const)("%s in %j: %s", ([claim, claims, role]) => {
    expect(roleOf(claims, claim)).toBe(role);
  });
});
