import type { JWT } from "next-auth/jwt";
import { audit } from "../../audit.ts";
import { db } from "../../db.ts";
import { type Account, findAccount } from "../accounts.ts";
import type { Proof } from "../api-tokens.ts";
import { endSession } from "./ended-sessions.ts";
import { readSessionClaims, readSessionCookie } from "./session-cookies.ts";

/** Signs out whom a session's claims, as next-auth read them, are about: see `signOut`. */
export async function signOutOf(claims: JWT, address: string): Promise<void> {
  await signOut(await readSessionClaims(claims), address);
}

/** Signs out who has the session of a `Cookie` header: see `signOut`. */
export async function signOutBrowser(cookieHeader: string | null, address: string): Promise<void> {
  await signOut(await readSessionCookie(cookieHeader), address);
}

/** Ends a browser session and with it the account's API tokens, also for who has kept a copy; its other browsers stay. */
async function signOut(proof: Proof | null, address: string): Promise<void> {
  const account = proof && (await findAccount(proof.accountId, { sessionGeneration: proof.generation }));
  if (!account || (proof.id && !(await endSession(proof.id)))) return;
  await db().user.update({
    where: { id: account.id },
    data: { tokenGeneration: { increment: 1 } },
    select: { id: true },
  });
  await audit("signed_out", { userId: account.id, actorId: account.id, address });
}

/** Ends every session and API token of an account, wherever they are. */
export async function signOutEverywhere({ id }: Account, address: string): Promise<void> {
  await db().user.update({
    where: { id },
    data: { sessionGeneration: { increment: 1 } },
    select: { id: true },
  });
  await audit("sessions_ended", { userId: id, actorId: id, address, details: { reason: "asked_for" } });
}

/** Ends one API token before its time. */
export async function endApiToken({ accountId, id }: Proof, address: string): Promise<void> {
  if (id && !(await endSession(id))) return;
  await audit("signed_out", { userId: accountId, actorId: accountId, address, details: { by: "api_token" } });
}
