import { setTimeout as pause } from "node:timers/promises";
import { databaseNow } from "../db.ts";
import { findBusinessNumber } from "../whatsapp/number.ts";
import { type Channel, readChannel } from "./channel.ts";
import { type FailureCause, listFailureCauses } from "./failures.ts";
import { readSigns, type Signs } from "./figures.ts";
import { type Incoming, readIncoming } from "./incoming.ts";
import { type News, readNews } from "./news.ts";
import { listProblems, type Problem } from "./problems.ts";
import { listSilent, type SilentMessage } from "./silent.ts";
import { countWaiting, listWaiting, type WaitCount, type WaitingMessage } from "./waiting.ts";
import { listRed, type RedCheck } from "./watch/standing.ts";

/** How everything is, for admins. */
export interface Report {
  at: Date;
  number: string | null;
  /** All that isn't well, the worst first. */
  problems: Problem[];
  channel: Channel;
  signs: Signs;
  /** The checks of the set-up that are red. */
  red: RedCheck[];
  news: News;
  incoming: Incoming;
  waiting: { total: number; isMore: boolean; reasons: WaitCount[]; messages: WaitingMessage[] };
  silent: { total: number; messages: SilentMessage[] };
  causes: FailureCause[];
}

/** How many messages of a kind are listed. */
const MOST_LISTED = 50;

/** Our number is known from before, or not worth waiting for longer. */
const NUMBER_PATIENCE_MS = 1000;

/** How everything is now; what it costs doesn't grow with what is in the database. */
export async function readReport(): Promise<Report> {
  const number = Promise.race([findBusinessNumber(), pause(NUMBER_PATIENCE_MS, null, { ref: false })]);
  const [at, channel, signs, red, news, incoming] = await Promise.all([
    databaseNow(),
    readChannel(),
    readSigns(),
    listRed(),
    readNews(),
    readIncoming(),
  ]);
  const [counted, messages, silent, causes] = await Promise.all([
    countWaiting(),
    listWaiting(MOST_LISTED),
    listSilent(MOST_LISTED),
    listFailureCauses(),
  ]);
  return {
    at,
    number: (await number)?.displayPhone ?? null,
    problems: listProblems({ channel, incoming, signs, red, causes, silent: silent.total }, at),
    channel,
    signs,
    red,
    news,
    incoming,
    waiting: { ...counted, messages },
    silent,
    causes,
  };
}
