import type { JWT } from "next-auth/jwt";
import { env } from "../../env.ts";
import { AppError } from "../../errors.ts";
import { FRESH_SIGN_IN_MINUTES, RECENT_SIGN_IN_MINUTES } from "../../lifetimes.ts";
import { type Account, findAccount } from "../accounts.ts";
import type { Proof } from "../api-tokens.ts";
import { readBearer } from "../bearer.ts";
import { isStaff, requireOneOf, STAFF_ROLES } from "../roles.ts";
import { requireSameOrigin } from "../same-origin.ts";
import { BACKGROUND_HEADER } from "./background.ts";
import { readSessionClaims, readSessionCookie } from "./session-cookies.ts";
import { isLeftUnused } from "./session-uses.ts";
import { oldSignIn, staleSignIn, unusedSession } from "./stale-sign-in.ts";

/** Who is signed in, and how long ago they proved who they are: recently, freshly (lib/lifetimes.ts). */
export interface Session {
  account: Account;
  isRecent: boolean;
  isFresh: boolean;
}

/** A browser session: going on, or why it did not. */
type BrowserSession = { session: Session } | { session: null; end: "unused" | "ended" };

/** The session behind a `Cookie` header, or null: how pages ask who is looking. That is a use of the session. */
export async function findSession(cookieHeader: string | null): Promise<Session | null> {
  const proof = await readSessionCookie(cookieHeader);
  return proof && (await openSession(proof, true)).session;
}

/** Why the session of a `Cookie` header counts no more, though nobody signed out of it there; null where it does, or there is none. */
export async function findSessionEnd(cookieHeader: string | null): Promise<"unused" | "ended" | null> {
  const proof = await readSessionCookie(cookieHeader);
  const opened = proof && (await openSession(proof, false));
  return opened && "end" in opened ? opened.end : null;
}

/** Whether the session of claims that next-auth read goes on; `isUsed` when it is somebody who asks, and not a page by itself. */
export async function isGoingOn(claims: JWT, isUsed: boolean): Promise<boolean> {
  const proof = await readSessionClaims(claims);
  return proof !== null && (await openSession(proof, isUsed)).session !== null;
}

async function openSession(proof: Proof, isUsed: boolean): Promise<BrowserSession> {
  const account = await findAccount(proof.accountId, { sessionGeneration: proof.generation });
  if (!account) return { session: null, end: "ended" };
  if (isStaff(account) && (await isLeftUnused(proof, isUsed))) return { session: null, end: "unused" };
  return { session: toSession(account, proof) };
}

function toSession(account: Account, { provedAt }: Proof): Session {
  const minutes = (Date.now() / 1000 - provedAt) / 60;
  return { account, isRecent: minutes < RECENT_SIGN_IN_MINUTES, isFresh: minutes < FRESH_SIGN_IN_MINUTES };
}

/** Who is calling: by Bearer token or session cookie. Throws 401 when nobody is, 400 when the two name different people. */
export async function requireAccount(request: Request): Promise<Account> {
  return (await requireSession(request)).account;
}

/** As `requireSession`, and 403 unless that person proved who they are recently. */
export async function requireRecentSession(request: Request): Promise<Session> {
  const session = await requireSession(request);
  if (session.isRecent) return session;
  const { id } = session.account;
  throw oldSignIn({ userId: id, actorId: id });
}

/** As `requireAccount`, and 403 unless that person did so just now. */
export async function requireFreshAccount(request: Request): Promise<Account> {
  const { account, isFresh } = await requireSession(request);
  if (!isFresh) throw staleSignIn({ userId: account.id, actorId: account.id });
  return account;
}

/** As `requireAccount`, and 403 unless the account's present role is one of `roles`. */
export async function requireRole(request: Request, roles: readonly Account["role"][]): Promise<Account> {
  return (await requireSessionOf(request, roles)).account;
}

/** As `requireRole` for staff, and how long ago they proved who they are. */
export function requireStaffSession(request: Request): Promise<Session> {
  return requireSessionOf(request, STAFF_ROLES);
}

async function requireSessionOf(request: Request, roles: readonly Account["role"][]): Promise<Session> {
  const session = await requireSession(request);
  requireOneOf(session.account, roles);
  return session;
}

/** Who is calling, as `requireAccount` tells, and how long ago they proved it. */
export async function requireSession(request: Request): Promise<Session> {
  const bearer = await readBearer(request.headers.get("authorization"));
  const cookie = await readSessionCookie(request.headers.get("cookie"));
  if (bearer && cookie && bearer.accountId !== cookie.accountId) {
    throw new AppError("ambiguous_user", "The cookie and the Bearer token name different accounts.", 400);
  }
  if (bearer) return requireTokenSession(bearer);
  if (!cookie) throw new AppError("sign_in_needed", "Please sign in.", 401);
  requireSameOrigin(request, cookie.accountId);
  const opened = await openSession(cookie, !request.headers.has(BACKGROUND_HEADER));
  if (opened.session) return opened.session;
  if (opened.end === "unused") throw unusedSession(env().STAFF_IDLE_MINUTES);
  throw endedSession();
}

async function requireTokenSession(proof: Proof): Promise<Session> {
  const account = await findAccount(proof.accountId, { tokenGeneration: proof.generation });
  if (!account) throw endedSession();
  return toSession(account, proof);
}

function endedSession(): AppError {
  return new AppError("invalid_token", "This sign-in has ended. Please sign in again.", 401);
}

/** What the Bearer token of a request proves. Throws 401 where there is none that counts. */
export async function requireApiToken(request: Request): Promise<Proof> {
  const proof = await readBearer(request.headers.get("authorization"));
  if (!proof) throw new AppError("sign_in_needed", "Please send the Bearer token.", 401);
  await requireTokenSession(proof);
  return proof;
}
