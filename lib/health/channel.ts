import { count } from "../count.ts";
import { pool } from "../db.ts";
import { env } from "../env.ts";
import { explainOpenBreaker } from "../outbox/outcome-words.ts";
import { type OpenBreaker, readBreaker } from "../outbox/sending/circuit-breaker.ts";
import { statusIn } from "../outbox/states.ts";
import { IS_BEATING, LATE_SECONDS } from "./workers.ts";

/** How sending is, as all staff may know; `says` is what to tell them in words, null where there is nothing to be told. */
export interface Channel {
  state: "ok" | "no_worker" | "stopped" | "late";
  says: string | null;
  since: Date | null;
  waiting: number;
}

/** More than so many messages are not counted: it makes no difference to anybody. */
const MOST_COUNTED = 1000;

interface Row {
  reason: string | null;
  since: Date | null;
  beatAt: Date | null;
  isAlive: boolean;
  waiting: number;
  late: number;
  lateSince: Date | null;
}

const CHANNEL = `
  select number.shut_reason as reason, number.shut_since as since, worker.beat_at as "beatAt",
    coalesce(${IS_BEATING}, false) as "isAlive",
    (select count(*)::int from (
      select from outbound_messages where due_at is not null and ${statusIn(["queued"])} limit ${MOST_COUNTED}) as queued) as waiting,
    late.*
  from (select max(beat_at) as beat_at from worker_heartbeats) as worker
    cross join (select count(*)::int as late, min(due_at) as "lateSince" from (
      select due_at from lanes where queue = 'outbox' and due_at < now() - make_interval(secs => ${LATE_SECONDS})
        and lease_until is null order by due_at limit ${MOST_COUNTED}) as lane) as late
    left join sending_numbers as number on number.phone_number_id = $1`;

/** How sending is now. */
export async function readChannel(): Promise<Channel> {
  const { rows } = await pool().query<Row>(CHANNEL, [env().WHATSAPP_PHONE_NUMBER_ID]);
  if (!rows[0]) throw new Error("The database told nothing.");
  return judge(rows[0]);
}

function judge({ reason, since, beatAt, isAlive, waiting, late, lateSince }: Row): Channel {
  if (!isAlive) return { state: "no_worker", says: noWorker(waiting), since: beatAt, waiting };
  const breaker = reason && since && readBreaker({ reason, since });
  if (breaker) return { state: "stopped", says: stopped(breaker, waiting), since, waiting };
  if (late > 0)
    return {
      state: "late",
      says: `Messages to ${many(late, "person", "people")} have been waiting for more than a minute.`,
      since: lateSince,
      waiting,
    };
  return { state: "ok", says: null, since: null, waiting };
}

function noWorker(waiting: number): string {
  const words = "Nothing is sent or answered because the worker isn’t running.";
  return waiting > 0 ? `${wait(waiting)}. ${words}` : words;
}

/** With nothing that waits, nothing is tried, so that nobody knows whether it would go. */
function stopped(breaker: OpenBreaker, waiting: number): string | null {
  return waiting > 0 ? `${wait(waiting)}. ${explainOpenBreaker(breaker)}` : null;
}

function wait(waiting: number): string {
  return `${many(waiting, "message")} ${waiting === 1 ? "is" : "are"} waiting`;
}

function many(number: number, one: string, several?: string): string {
  const counted = count(number, one, several);
  return number >= MOST_COUNTED ? counted.replace(" ", " or more ") : counted;
}
