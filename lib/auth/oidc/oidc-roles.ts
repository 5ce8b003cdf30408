import { env } from "../../env.ts";
import { log } from "../../log.ts";
import type { Account } from "../accounts.ts";

const RANK: Account["role"][] = ["student", "instructor", "admin"];

/**
 * The highest role that a person's groups have by OIDC_ROLES, else student; null, so that the role stays as it is, where
 * the provider gives no roles, says that they are too many to tell, or tells them in no way that we can read.
 */
export function findOidcRole(claims: Record<string, unknown>): Account["role"] | null {
  const { OIDC_ROLE_CLAIM: claim, OIDC_ROLES: roles } = env();
  if (!roles) return null;
  const groups = groupsIn(memberAt(claims, claim));
  if (groups === null || (groups.length === 0 && isToldElsewhere(claims, claim))) {
    const why = groups === null ? "cannot be read" : "are too many for the provider to tell";
    log().warn({ claim }, `a person's groups ${why}; the role stays as it is`);
    return null;
  }
  return RANK.findLast((role) => groups.some((group) => roles.get(group) === role)) ?? "student";
}

/**
 * The groups in a claim: a list, or a text that is one group, several behind commas or semicolons, or a list in JSON; none
 * where it is empty or not there. Null where there is something, but nothing that could be a group.
 */
function groupsIn(given: unknown): string[] | null {
  if (typeof given === "string") {
    const listed = readJsonList(given);
    return listed ? groupsIn(listed) : [given, ...given.split(/[,;]/)].map((group) => group.trim());
  }
  const members = [given ?? []].flat(2);
  const groups = members.filter((member) => typeof member === "string" || typeof member === "number");
  return groups.length === 0 && members.length > 0 ? null : groups.map((group) => String(group).trim());
}

function readJsonList(text: string): unknown[] | null {
  if (!text.trimStart().startsWith("[")) return null;
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}

/**
 * The member of this very name, or at this path, such as `realm_access.roles`; a name on the way may itself have dots. Only
 * what the provider has written is looked at, nothing that every object has.
 */
function memberAt(given: unknown, path: string): unknown {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return undefined;
  if (Object.hasOwn(given, path)) return Reflect.get(given, path);
  for (let dot = path.indexOf("."); dot >= 0; dot = path.indexOf(".", dot + 1)) {
    const name = path.slice(0, dot);
    const found = Object.hasOwn(given, name)
      ? memberAt(Reflect.get(given, name), path.slice(dot + 1))
      : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether the provider says that a claim is to be had elsewhere (OpenID Connect Core, 5.6.2), as Entra does beyond 200 groups. */
function isToldElsewhere(claims: Record<string, unknown>, claim: string): boolean {
  const names = claims._claim_names;
  const [first = claim] = claim.split(".", 1);
  if (
    typeof names === "object" &&
    names !== null &&
    (Object.hasOwn(names, claim) || Object.hasOwn(names, first))
  )
    return true;
  return claim === "groups" && (claims.hasgroups === true || claims.hasgroups === "true");
}
