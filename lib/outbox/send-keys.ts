import { createHash } from "node:crypto";
import type { Db } from "../db.ts";
import { db } from "../db.ts";
import { AppError } from "../errors.ts";
import { SEND_KEY_LIFETIME_MINUTES } from "../lifetimes.ts";

/** What a client names a request by, so that repeating it cannot send a second message. */
export interface SendKey {
  key: string;
  bodyHash: string;
}

/** The key of a request with this `Idempotency-Key` header and this validated body; null without the header, 400 for a malformed one. */
export function readSendKey(header: string | null, body: unknown): SendKey | null {
  if (header === null) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) {
    const message = "An Idempotency-Key has 1 to 255 characters: letters, digits and signs, no spaces.";
    throw new AppError("invalid_idempotency_key", message, 400);
  }
  return { key: header, bodyHash: createHash("sha256").update(JSON.stringify(body)).digest("base64url") };
}

/**
 * Binds an idempotency key to a message, or finds the message it is bound to, and returns that ID. Throws 409 if the key
 * came with another body.
 */
export async function bindSendKey(
  tx: Db,
  accountId: string,
  { key, bodyHash }: SendKey,
  outboundId: string,
): Promise<string> {
  const bound = await tx.$executeRaw`
    insert into send_keys as known (account_id, key, body_hash, outbound_id)
    values (${accountId}::uuid, ${key}, ${bodyHash}, ${outboundId}::uuid)
    on conflict (account_id, key) do update
      set body_hash = excluded.body_hash, outbound_id = excluded.outbound_id, created_at = now()
      where known.created_at < now() - make_interval(mins => ${SEND_KEY_LIFETIME_MINUTES})`;
  if (bound === 1) return outboundId;
  const known = await tx.sendKey.findUniqueOrThrow({ where: { accountId_key: { accountId, key } } });
  if (known.bodyHash === bodyHash) return known.outboundId;
  const message = "This Idempotency-Key was used for another message. Use a new one for each message.";
  throw new AppError("idempotency_conflict", message, 409);
}

/** Forgets the keys that have had their time. */
export async function deleteOldSendKeys(): Promise<number> {
  return db()
    .$executeRaw`delete from send_keys where created_at < now() - make_interval(mins => ${SEND_KEY_LIFETIME_MINUTES})`;
}
