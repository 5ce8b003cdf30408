import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Account } from "#lib/auth/accounts";
import { findSessionAccount } from "#lib/auth/session";

/** Who is looking at this page, or null; asked of the database once a request. */
export const findViewer = cache(
  async (): Promise<Account | null> => findSessionAccount((await headers()).get("cookie")),
);

/** Who is looking at this page; somebody who is not signed in goes to the sign-in page and comes back to `path`. */
export async function requireViewer(path: string): Promise<Account> {
  const viewer = await findViewer();
  if (!viewer) redirect(`/login?callbackUrl=${encodeURIComponent(path)}`);
  return viewer;
}
