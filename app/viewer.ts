import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import type { Account } from "#lib/auth/accounts";
import { isStaff } from "#lib/auth/roles";
import { findSession } from "#lib/auth/sessions/session";
import { auditDenied } from "#lib/requests/denials";

const findViewerSession = cache(async () => findSession((await headers()).get("cookie")));

/** Who is looking at this page, or null; asked of the database once a request. */
export async function findViewer(): Promise<Account | null> {
  return (await findViewerSession())?.account ?? null;
}

/** Whether who is looking signed in recently enough to join a WhatsApp to the account; else signing in again comes first. */
export async function isViewerRecent(): Promise<boolean> {
  return (await findViewerSession())?.isRecent ?? false;
}

/** Whether they did so recently enough to part one from it. */
export async function isViewerFresh(): Promise<boolean> {
  return (await findViewerSession())?.isFresh ?? false;
}

/** Who is looking at this page; somebody who is not signed in goes to the sign-in page and comes back to `path`. */
export async function requireViewer(path: string): Promise<Account> {
  const viewer = await findViewer();
  if (!viewer) redirect(`/login?callbackUrl=${encodeURIComponent(path)}`);
  return viewer;
}

/** As `requireViewer`, and 403 for who is not staff, audited. */
export async function requireStaff(path: string): Promise<Account> {
  const viewer = await requireViewer(path);
  if (isStaff(viewer)) return viewer;
  const denied = { userId: viewer.id, actorId: viewer.id };
  const tried = { headers: await headers(), method: "GET", pathname: path };
  await auditDenied("insufficient_role", denied, tried);
  forbidden();
}
