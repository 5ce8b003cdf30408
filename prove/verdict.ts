import type { Accepted } from "./accepted.ts";
import type { Sender } from "./senders.ts";

/** What the double saw, against what was acknowledged. */
interface Verdict {
  /** Messages that were acknowledged and never replied to. */
  lost: number;
  /** Replies too many: a row that was sent twice, or more rows than messages. */
  doubled: number;
  /** Replies that came to their person out of turn. */
  order_violations: number;
}

function longestCommon(left: string[], right: string[]): number {
  let row = new Array<number>(right.length + 1).fill(0);
  for (const one of left) {
    const next = [0];
    right.forEach((other, index) => {
      next.push(one === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    });
    row = next;
  }
  return row[right.length] ?? 0;
}

function byPerson(accepted: Accepted[]): Map<string, Accepted[]> {
  const people = new Map<string, Accepted[]>();
  for (const message of accepted) {
    const known = people.get(message.to);
    if (known) known.push(message);
    else people.set(message.to, [message]);
  }
  return people;
}

/** Each row at the place where it was first sent. */
function firstOfEachRow(messages: Accepted[]): Accepted[] {
  const seen = new Set<string>();
  return messages.filter(({ rowId }) => !seen.has(rowId) && seen.add(rowId));
}

/** How many replies came after one to a later message; `questions` names the message that each row replies. */
export function countOutOfTurn(
  senders: Sender[],
  accepted: Accepted[],
  questions: ReadonlyMap<string, string>,
): number {
  const turns = new Map(
    senders.flatMap(({ acknowledged }) => acknowledged.map((wamid, turn) => [wamid, turn])),
  );
  let outOfTurn = 0;
  for (const messages of byPerson(accepted).values()) {
    let latest = -1;
    for (const { rowId } of firstOfEachRow(messages)) {
      const turn = turns.get(questions.get(rowId) ?? "") ?? latest;
      if (turn < latest) outOfTurn += 1;
      latest = Math.max(latest, turn);
    }
  }
  return outOfTurn;
}

/** Judges by what the double accepted, and by nothing else. */
export function judge(senders: Sender[], accepted: Accepted[]): Verdict {
  const people = byPerson(accepted);
  const verdict: Verdict = { lost: 0, doubled: 0, order_violations: 0 };
  for (const { phone, bsuid, expected } of senders) {
    const all = (phone ? people.get(`+${phone}`) : people.get(bsuid ?? "")) ?? [];
    const rows = firstOfEachRow(all);
    const replies = rows.map(({ text }) => String.fromCodePoint(text.codePointAt(0) ?? 0));
    verdict.doubled += all.length - rows.length + Math.max(0, rows.length - expected.length);
    verdict.lost += Math.max(0, expected.length - rows.length);
    verdict.order_violations += Math.min(rows.length, expected.length) - longestCommon(replies, expected);
  }
  return verdict;
}
