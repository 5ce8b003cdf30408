import { getToken, type JWT } from "next-auth/jwt";
import { env } from "../env.ts";
import { AppError } from "../errors.ts";
import { type Account, findAccount } from "./accounts.ts";
import { type Proof, readApiToken } from "./api-tokens.ts";
import { endSession, isEnded, SESSION_LIFETIME_SECONDS } from "./ended-sessions.ts";
import { requireSameOrigin } from "./same-origin.ts";

/** The roles that may write to students. */
export const STAFF_ROLES = ["instructor", "admin"] as const;

/** How long after a person proved who they are they may still join a WhatsApp to their account, in seconds. */
const RECENT_SECONDS = 24 * 3600;

/** How long after it they may put another WhatsApp in the place of the one that they have, in seconds. */
const FRESH_SECONDS = 300;

/** Who is signed in, and how long ago they proved who they are: within a day, within five minutes. */
export interface Session {
  account: Account;
  isRecent: boolean;
  isFresh: boolean;
}

/** The session behind a `Cookie` header, or null: how pages ask who is looking. */
export async function findSession(cookieHeader: string | null): Promise<Session | null> {
  const proof = await readSessionCookie(cookieHeader);
  return proof && findSessionOf(proof);
}

async function findSessionOf({ accountId, provedAt }: Proof): Promise<Session | null> {
  const account = await findAccount(accountId);
  const age = secondsSince(provedAt);
  return account && { account, isRecent: age < RECENT_SECONDS, isFresh: age < FRESH_SECONDS };
}

/** Ends the browser session that a request comes with for good, also for who has kept its cookie. */
export async function endSessionOf(request: Request): Promise<void> {
  const sid = (await decodeSessionCookie(request.headers.get("cookie")))?.sid;
  if (typeof sid === "string") await endSession(sid);
}

function decodeSessionCookie(cookieHeader: string | null): Promise<JWT | null> {
  const cookies = Object.fromEntries((cookieHeader ?? "").split(/;\s*/).map((pair) => splitOnce(pair)));
  return getToken({
    // getToken asks for a Next request but reads only these two of it; no Authorization header, so only the cookie counts.
    req: { cookies, headers: {} } as unknown as Parameters<typeof getToken>[0]["req"],
    secret: env().NEXTAUTH_SECRET,
    secureCookie: env().NEXTAUTH_URL.startsWith("https://"),
  });
}

async function readSessionCookie(cookieHeader: string | null): Promise<Proof | null> {
  const { sub: accountId, auth_time: provedAt, sid } = (await decodeSessionCookie(cookieHeader)) ?? {};
  if (!accountId || typeof provedAt !== "number" || (typeof sid === "string" && (await isEnded(sid))))
    return null;
  // next-auth renews a cookie that is asked for at its own address; no session lasts longer for that.
  return secondsSince(provedAt) < SESSION_LIFETIME_SECONDS ? { accountId, provedAt } : null;
}

function secondsSince(moment: number): number {
  return Date.now() / 1000 - moment;
}

function splitOnce(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** Who is calling: by Bearer token or session cookie. Throws 401 when nobody is, 400 when the two name different people. */
export async function requireUser(request: Request): Promise<Account> {
  return (await requireSession(request)).account;
}

/** As `requireUser`, and 403 unless that person proved who they are less than a day ago. */
export async function requireRecentUser(request: Request): Promise<Account> {
  const { account, isRecent } = await requireSession(request);
  if (!isRecent) {
    throw new AppError("sign_in_again", "You signed in more than a day ago. Please sign in again.", 403);
  }
  return account;
}

/** As `requireUser`, and 403 unless that person proved who they are less than five minutes ago. */
export async function requireFreshUser(request: Request): Promise<Account> {
  const { account, isFresh } = await requireSession(request);
  if (!isFresh) {
    const message = "For this, please sign in again: you signed in more than five minutes ago.";
    throw new AppError("sign_in_again", message, 403);
  }
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

async function requireSession(request: Request): Promise<Session> {
  const bearer = await readBearer(request.headers.get("authorization"));
  const cookie = await readSessionCookie(request.headers.get("cookie"));
  if (bearer && cookie && bearer.accountId !== cookie.accountId) {
    throw new AppError("ambiguous_user", "The cookie and the Bearer token name different accounts.", 400);
  }
  if (!bearer && cookie) requireSameOrigin(request);
  const proof = bearer ?? cookie;
  if (!proof) throw new AppError("sign_in_needed", "Please sign in.", 401);
  const session = await findSessionOf(proof);
  if (!session)
    throw new AppError("invalid_token", "This account can no longer be used. Please sign in again.", 401);
  return session;
}

async function readBearer(authorization: string | null): Promise<Proof | null> {
  if (authorization === null) return null;
  if (authorization.includes(",")) {
    throw new AppError("repeated_authorization", "The Authorization header is given more than once.", 400);
  }
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
  const proof = token ? await readApiToken(token) : null;
  if (!proof) throw new AppError("invalid_token", "The Bearer token is not valid or has expired.", 401);
  return proof;
}
