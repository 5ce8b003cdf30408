import { AppError } from "../errors.ts";
import { type Proof, readApiToken } from "./api-tokens.ts";
import { isEnded } from "./sessions/ended-sessions.ts";

/** What the Bearer token of an `Authorization` header proves, null without one. Throws 401 for any other, 400 for two headers. */
export async function readBearer(authorization: string | null): Promise<Proof | null> {
  if (authorization === null) return null;
  if (authorization.includes(",")) {
    throw new AppError("repeated_authorization", "The Authorization header is given more than once.", 400);
  }
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
  const proof = token ? await readApiToken(token) : null;
  if (!proof || (proof.id && (await isEnded(proof.id))))
    throw new AppError("invalid_token", "The Bearer token is not valid or has expired.", 401);
  return proof;
}
