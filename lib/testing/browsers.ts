import { encode } from "next-auth/jwt";
import type { Account } from "../auth/accounts.ts";

/** The headers that a page of ours sends from a browser whose person signed in so many seconds ago. */
export async function browserOf({ id }: Account, secondsAgo = 0): Promise<Record<string, string>> {
  const proof = { sub: id, auth_time: Math.floor(Date.now() / 1000) - secondsAgo };
  const session = await encode({ token: proof, secret: process.env.NEXTAUTH_SECRET ?? "" });
  return { cookie: `next-auth.session-token=${session}`, origin: "http://localhost:3000" };
}
