import { getToken } from "next-auth/jwt";
import { env } from "../env.ts";
import { AppError } from "../errors.ts";
import { type Account, findAccount } from "./accounts.ts";
import { readApiToken } from "./api-tokens.ts";

/** The roles that may write to students. */
export const STAFF_ROLES = ["instructor", "admin"] as const;

/** The account behind a `Cookie` header, or null: how pages ask who is looking. */
export async function findSessionAccount(cookieHeader: string | null): Promise<Account | null> {
  const accountId = await readSessionCookie(cookieHeader);
  return accountId ? findAccount(accountId) : null;
}

async function readSessionCookie(cookieHeader: string | null): Promise<string | null> {
  if (!cookieHeader) return null;
  const cookies = Object.fromEntries(cookieHeader.split(/;\s*/).map((pair) => splitOnce(pair)));
  const token = await getToken({
    // getToken asks for a Next request but reads only these two of it; no Authorization header, so only the cookie counts.
    req: { cookies, headers: {} } as unknown as Parameters<typeof getToken>[0]["req"],
    secret: env().NEXTAUTH_SECRET,
    secureCookie: env().NEXTAUTH_URL.startsWith("https://"),
  });
  return token?.sub ?? null;
}

function splitOnce(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** Who is calling: by Bearer token or session cookie. Throws 401 when nobody is, 400 when the two name different people. */
export async function requireUser(request: Request): Promise<Account> {
  const bearerId = await readBearer(request.headers.get("authorization"));
  const cookieId = await readSessionCookie(request.headers.get("cookie"));
  if (bearerId && cookieId && bearerId !== cookieId) {
    throw new AppError("ambiguous_user", "The cookie and the Bearer token name different accounts.", 400);
  }
  if (!bearerId && cookieId) requireSameOrigin(request);
  const id = bearerId ?? cookieId;
  if (!id) throw new AppError("sign_in_needed", "Please sign in.", 401);
  const account = await findAccount(id);
  if (!account)
    throw new AppError("invalid_token", "This account can no longer be used. Please sign in again.", 401);
  return account;
}

/** As `requireUser`, and 403 unless the account's present role is one of `roles`. */
export async function requireRole(request: Request, roles: readonly Account["role"][]): Promise<Account> {
  const account = await requireUser(request);
  if (!roles.includes(account.role)) {
    throw new AppError("insufficient_role", `This is for ${roles.join("s and ")}s only.`, 403);
  }
  return account;
}

async function readBearer(authorization: string | null): Promise<string | null> {
  if (authorization === null) return null;
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
  const id = token ? await readApiToken(token) : null;
  if (!id) throw new AppError("invalid_token", "The Bearer token is not valid or has expired.", 401);
  return id;
}

/** Refuses a cookie-authenticated write that did not come from a page of ours (CSRF). */
function requireSameOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  const ours = [new URL(env().NEXTAUTH_URL).host, request.headers.get("host")];
  const isOurs = origin !== null && URL.canParse(origin) && ours.includes(new URL(origin).host);
  if (!isOurs || request.headers.get("sec-fetch-site") === "cross-site") {
    const message = "This request does not come from our own pages. API clients use a Bearer token.";
    throw new AppError("foreign_origin", message, 403);
  }
}
