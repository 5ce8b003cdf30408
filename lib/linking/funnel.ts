import { type Db, databaseNow, db } from "../db.ts";
import { hashToken, readToken } from "./tokens.ts";

/** How far links came that were begun on one day (UTC), by either way: in the chat or on the web. */
interface FunnelDay {
  /** Such as `2026-11-22`. */
  day: string;
  /** Tokens and invitations that were issued. */
  issued: number;
  /** Of these, looked at: the token's page in a browser, the invitation's code in a chat. */
  opened: number;
  /** Of these, those that became a link. */
  confirmed: number;
  /** Of these, those that expired. */
  expired: number;
  /** Attempts that were refused on that day, for any reason. */
  refused: number;
}

/**
 * Notes when a person first saw the page of a token; a figure and nothing else: it neither uses the token up nor makes
 * it live longer. For the page that a browser shows after its redirect, which programs that preview links do not reach.
 */
export async function noteOpened(pasted: string): Promise<void> {
  const token = readToken(pasted);
  if (!token) return;
  await db().linkToken.updateMany({
    where: { tokenHash: hashToken(token), openedAt: null, endedAt: null },
    data: { openedAt: await databaseNow() },
  });
}

/** The figures of several days, and what each comes to in all. */
interface Funnel {
  days: FunnelDay[];
  totals: Omit<FunnelDay, "day">;
}

/** The figures of the last `days` days, today included, oldest first, and their totals. */
export async function countFunnel(days: number, tx: Db = db()): Promise<Funnel> {
  const counted = await countDays(days, tx);
  const sum = (name: keyof Funnel["totals"]) => counted.reduce((total, day) => total + day[name], 0);
  return {
    days: counted,
    totals: {
      issued: sum("issued"),
      opened: sum("opened"),
      confirmed: sum("confirmed"),
      expired: sum("expired"),
      refused: sum("refused"),
    },
  };
}

async function countDays(days: number, tx: Db): Promise<FunnelDay[]> {
  return tx.$queryRaw<FunnelDay[]>`
    with days as (
      select day::date from generate_series((now() at time zone 'UTC')::date - ${days - 1}::int,
        (now() at time zone 'UTC')::date, interval '1 day') as day
    ), begun as (
      select (issued_at at time zone 'UTC')::date as day, opened_at is not null as opened,
        token.ended_as = 'used' and (pending.id is null or pending.ended_as = 'linked') as confirmed,
        case when pending.id is null then token.ended_at is null and token.expires_at <= now()
          else pending.ended_at is null and pending.expires_at <= now() end as expired
      from (select * from link_tokens where issued_at > now() - make_interval(days => ${days}::int)) as token
        left join lateral (select id, ended_as, ended_at, expires_at from pending_links
          where token_hash = token.token_hash) as pending on true
      union all
      select (issued_at at time zone 'UTC')::date, opened_at is not null, ended_as = 'linked',
        ended_at is null and expires_at <= now()
      from invitations where issued_at > now() - make_interval(days => ${days}::int)
    ), tries as (
      select (at at time zone 'UTC')::date as day, count(*) as refused from audit_events
      where action = 'refused' and at > now() - make_interval(days => ${days}::int) group by 1
    )
    select to_char(days.day, 'YYYY-MM-DD') as day, count(begun.day)::int as issued,
      count(*) filter (where opened)::int as opened, count(*) filter (where confirmed)::int as confirmed,
      count(*) filter (where expired)::int as expired, coalesce(max(refused), 0)::int as refused
    from days left join begun using (day) left join tries using (day) group by days.day order by days.day`;
}
