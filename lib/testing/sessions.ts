import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { Account } from "../auth/accounts.ts";
import { beginSession } from "../auth/sessions/session-uses.ts";
import { db } from "../db.ts";
import { TEST_SETTINGS } from "./settings.ts";

/** The `Cookie` header of somebody who has just signed in. */
export async function openSessionOf({ id }: Account): Promise<string> {
  const { sessionGeneration: gen } = await db().user.findUniqueOrThrow({ where: { id } });
  const sid = randomUUID();
  await beginSession(sid);
  return cookieOf({ sub: id, auth_time: Math.floor(Date.now() / 1000), sid, gen });
}

/** The headers that a page of ours sends from a browser whose person signed in so many seconds ago. */
export async function browserOf({ id }: Account, secondsAgo = 0): Promise<Record<string, string>> {
  const { sessionGeneration: gen } = await db().user.findUniqueOrThrow({ where: { id } });
  const signedInAt = Math.floor(Date.now() / 1000) - secondsAgo;
  return { cookie: await cookieOf({ sub: id, auth_time: signedInAt, gen }), origin: "http://localhost:3000" };
}

/** The `Cookie` header of a session with these claims. */
export async function cookieOf(token: Record<string, unknown>): Promise<string> {
  return `next-auth.session-token=${await encode({ token, secret: TEST_SETTINGS.NEXTAUTH_SECRET })}`;
}
