import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import type { Account } from "#lib/auth/accounts";
import { isStaff } from "#lib/auth/roles";
import { findSession } from "#lib/auth/sessions/session";
import { auditDenied } from "#lib/requests/denials";

const findPageSession = cache(async () => findSession((await headers()).get("cookie")));

/** Who is looking at this page, or null; asked of the database once a request. */
export async function findPageAccount(): Promise<Account | null> {
  return (await findPageSession())?.account ?? null;
}

/** Whether who is looking signed in recently enough to join a WhatsApp to the account; else signing in again comes first. */
export async function isSignInRecent(): Promise<boolean> {
  return (await findPageSession())?.isRecent ?? false;
}

/** Whether they did so recently enough to part one from it. */
export async function isSignInFresh(): Promise<boolean> {
  return (await findPageSession())?.isFresh ?? false;
}

/** Who is looking at this page; somebody who is not signed in goes to the sign-in page and comes back to `path`. */
export async function requirePageAccount(path: string): Promise<Account> {
  const account = await findPageAccount();
  if (!account) redirect(`/login?callbackUrl=${encodeURIComponent(path)}`);
  return account;
}

/** As `requirePageAccount`, and 403 for who is not staff, audited. */
export async function requireStaff(path: string): Promise<Account> {
  const account = await requirePageAccount(path);
  if (isStaff(account)) return account;
  return refuse(account, path);
}

/** As `requireStaff`, for admins. */
export async function requireAdmin(path: string): Promise<Account> {
  const account = await requirePageAccount(path);
  return account.role === "admin" ? account : refuse(account, path);
}

async function refuse(account: Account, path: string): Promise<never> {
  const denied = { userId: account.id, actorId: account.id };
  const tried = { headers: await headers(), method: "GET", pathname: path };
  await auditDenied("insufficient_role", denied, tried);
  forbidden();
}
