import { type Db, pool } from "../db.ts";
import { log } from "../log.ts";
import { toPhone } from "../whatsapp/people.ts";

/** Somebody whose number, under any of its spellings, is one that was asked for. */
export interface LineHolder {
  id: string;
  bsuid: string | null;
}

/** Who is at a number: first who has it in this very spelling, then who wrote last. */
export function findLineHolders(tx: Db, phone: string): Promise<LineHolder[]> {
  return tx.$queryRaw<LineHolder[]>`
    select id, bsuid from whatsapp_users where line = spelling_of_line(${phone})
    order by whatsapp_phone = ${phone} desc, last_inbound_at desc nulls last, created_at`;
}

/** What stands for all spellings of a number. */
export async function lineOf(tx: Db, phone: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ line: string }[]>`select spelling_of_line(${phone}) as line`;
  return row?.line ?? phone;
}

/** Whether two numbers are spellings of one. */
export async function isSameLine(tx: Db, one: string, other: string): Promise<boolean> {
  return (await lineOf(tx, one)) === (await lineOf(tx, other));
}

/** Remembers which number WhatsApp named when we sent to another one. Never throws: the next message teaches it again. */
export async function rememberLine(dialled: string | null, waId: string | undefined): Promise<void> {
  const told = toPhone(waId);
  if (!dialled || !told || told === dialled) return;
  try {
    await pool().query(
      `insert into line_aliases (line, same_as)
         select dialled, told from (select spelling_of_line($1), spelling_of_line($2)) as response (dialled, told)
         where dialled <> told
       on conflict (line) do update set same_as = excluded.same_as, told_at = now()`,
      [dialled, told],
    );
  } catch (error) {
    log().warn({ error }, "the number that WhatsApp knows a person by could not be remembered");
  }
}
