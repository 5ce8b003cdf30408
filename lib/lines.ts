import { type Db, pool } from "./db.ts";
import { log } from "./log.ts";
import { toPhone } from "./whatsapp/people.ts";

/** Somebody whose number, under any of its spellings, is one that was asked for. */
export interface LineHolder {
  id: string;
  bsuid: string | null;
  /** Whether it is that number itself, if spelled otherwise, and not one that Meta told us leads to the same person. */
  isSameNumber: boolean;
}

/** Who is at a number: first who has it in this very spelling, then who wrote last. */
export function findLineHolders(tx: Db, phone: string): Promise<LineHolder[]> {
  return tx.$queryRaw<LineHolder[]>`
    select id, bsuid, spelling_of_line(whatsapp_phone) = spelling_of_line(${phone}) as "isSameNumber"
    from whatsapp_users where line = line_of(${phone})
    order by whatsapp_phone = ${phone} desc, last_inbound_at desc nulls last, created_at`;
}

/** What stands for all spellings of a number. */
export async function lineOf(tx: Db, phone: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ line: string }[]>`select line_of(${phone}) as line`;
  return row?.line ?? phone;
}

/** Whether two numbers are spellings of one. */
export async function isSameLine(tx: Db, one: string, other: string): Promise<boolean> {
  return (await lineOf(tx, one)) === (await lineOf(tx, other));
}

/**
 * Remembers under which number of its own WhatsApp reaches one that we sent to, so that both are one line from now on.
 * Never fails: the next message teaches it again.
 */
export async function rememberLine(dialled: string | null, waId: string | undefined): Promise<void> {
  const told = toPhone(waId);
  if (!dialled || !told || told === dialled) return;
  try {
    await pool().query("select join_lines($1, $2)", [dialled, told]);
  } catch (error) {
    log().warn({ error }, "the number that WhatsApp knows a person by could not be remembered");
  }
}
