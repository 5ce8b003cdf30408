import type { Question } from "../bot/decision.ts";
import { type Db, databaseNow, pool, transaction } from "../db.ts";
import { hintWork } from "../lanes.ts";
import { queueReply } from "../outbox/outbound.ts";
import type { Reply } from "../outbox/reply.ts";
import { findPersonById } from "../people/identities.ts";
import type { DecidedMessage } from "./decisions.ts";

/** A reply that another system is to be asked for. */
export interface DeferredReply {
  sourceWamid: string;
  command: string;
  question: Question;
  /** Which try this is. */
  attempts: number;
}

/** Keeps, as part of the transaction that decides, what other systems are to be asked. */
export async function deferReplies(tx: Db, decided: DecidedMessage[]): Promise<void> {
  const rows = decided.flatMap(({ message: { wamid }, sender, later }) =>
    later && sender ? [{ wamid, person: sender.id, account: sender.account?.id ?? null, ...later }] : [],
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    insert into deferred_replies (source_wamid, whatsapp_user_id, user_id, command, question)
    select wamid, person, account, command, question from json_to_recordset(${JSON.stringify(rows)}::json)
      as later (wamid text, person uuid, account uuid, command text, question jsonb)
    on conflict (source_wamid) do nothing`;
}

/** Takes due questions, each try counted, and keeps them from others for so many seconds. */
export async function claimDeferred(most: number, leaseSeconds: number): Promise<DeferredReply[]> {
  const { rows } = await pool().query<DeferredReply>(
    `update deferred_replies set attempts = attempts + 1, due_at = now() + make_interval(secs => $2)
     where source_wamid = any(array(
       select source_wamid from deferred_replies where due_at <= now() order by due_at limit $1 for update skip locked))
     returning source_wamid as "sourceWamid", command, question, attempts`,
    [most, leaseSeconds],
  );
  return rows;
}

/** Plans the next try of a question that failed. */
export async function postponeDeferred(
  { sourceWamid, attempts }: DeferredReply,
  seconds: number,
): Promise<void> {
  await pool().query(
    `update deferred_replies set due_at = now() + make_interval(secs => $3) where source_wamid = $1 and attempts = $2`,
    [sourceWamid, attempts, seconds],
  );
}

/**
 * Queues the reply to a question and ends it, once, whoever else has an answer to it: the row goes with the reply. `other`
 * is said where the chat is not linked any more to the account that it was asked for.
 */
export async function settleDeferred(
  { sourceWamid }: DeferredReply,
  reply: Reply,
  other: Reply,
): Promise<void> {
  await transaction(async (tx) => {
    const [asked] = await tx.$queryRaw<{ personId: string; accountId: string | null }[]>`
      delete from deferred_replies where source_wamid = ${sourceWamid}
      returning whatsapp_user_id as "personId", user_id as "accountId"`;
    const person = asked && (await findPersonById(tx, asked.personId));
    if (!person) return;
    const isTheirs = (person.account?.id ?? null) === asked.accountId;
    await queueReply(tx, person, isTheirs ? reply : other, sourceWamid, await databaseNow(tx));
  });
  hintWork("outbox");
}
