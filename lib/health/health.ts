import { MAX_CLOCK_LEAD_SECONDS } from "../clock.ts";
import { explainOpenBreaker } from "../outbox/outcome-words.ts";
import { isForwardingIgnored } from "../requests/forwarding.ts";
import { checkGraph } from "../whatsapp/number.ts";
import { type Figures, readFigures, TEMPLATES_OLD_SECONDS } from "./figures.ts";
import { readStanding, SET_UP_OLD_SECONDS, type Standing } from "./watch/standing.ts";
import { isWorkerAlive } from "./workers.ts";

/** How the parts of the system are; times in seconds. `status` is "down" when a part that is required is down. */
interface Health {
  status: "ok" | "degraded" | "down";
  checks: {
    database: { status: "ok" | "down" };
    queue: { status: "ok" | "unknown"; depth: number | null; oldest_age_seconds: number | null };
    worker: { status: "ok" | "down" | "unknown"; age_seconds: number | null };
    graph: { status: "ok" | "unreachable" | "token_refused" };
    sending: {
      status: "ok" | "outage" | "token_refused" | "account_locked" | "setup_fault" | "unknown";
      reason: string | null;
      since: string | null;
      double_send_total: number | null;
    };
    templates: {
      status: "ok" | "old" | "never" | "unknown";
      age_seconds: number | null;
      unread: number | null;
    };
    dead_letters: { status: "ok" | "waiting" | "unknown"; unreadable: number | null; failed: number | null };
    clock: { status: "ok" | "apart" | "unknown"; ahead_seconds: number | null };
    proxy: { status: "ok" | "forwarding_ignored" };
    set_up: {
      status: "ok" | "look" | "broken" | "unknown";
      red: string[];
      yellow: string[];
      age_seconds: number | null;
    };
  };
}

/** Asks the database, the worker's heartbeat and Meta. Never throws. */
export async function checkHealth(): Promise<Health> {
  const [figures, graph, standing] = await Promise.all([readFigures(), checkGraph(), readStanding()]);
  const isWorkerUp = isWorkerAlive(figures?.heartbeat ?? null);
  const isRequiredUp = figures !== null && isWorkerUp;
  const isMetaUp = graph === "ok" && figures?.openBreaker === null;
  const clock = clockOf(figures);
  const proxy = { status: isForwardingIgnored() ? "forwarding_ignored" : "ok" } as const;
  const templates = templatesOf(figures);
  const setUp = setUpOf(standing);
  const isHereWell = clock.status === "ok" && proxy.status === "ok" && templates.status !== "old";
  const isWell = isMetaUp && isHereWell && setUp.status !== "broken";
  return {
    status: isRequiredUp ? (isWell ? "ok" : "degraded") : "down",
    checks: {
      database: { status: figures ? "ok" : "down" },
      queue: {
        status: figures ? "ok" : "unknown",
        depth: figures?.depth ?? null,
        oldest_age_seconds: round(figures?.oldest),
      },
      worker: {
        status: figures ? (isWorkerUp ? "ok" : "down") : "unknown",
        age_seconds: round(figures?.heartbeat),
      },
      graph: { status: graph },
      sending: sendingOf(figures),
      templates,
      dead_letters: deadLettersOf(figures),
      clock,
      proxy,
      set_up: setUp,
    },
  };
}

const OPEN_STATUS = {
  outage: "outage",
  token: "token_refused",
  account: "account_locked",
  setup: "setup_fault",
} as const;

function sendingOf(figures: Figures | null): Health["checks"]["sending"] {
  if (!figures) return { status: "unknown", reason: null, since: null, double_send_total: null };
  const { openBreaker, doubled } = figures;
  return {
    status: openBreaker ? OPEN_STATUS[openBreaker.reason] : "ok",
    reason: openBreaker && explainOpenBreaker(openBreaker),
    since: openBreaker?.since.toISOString() ?? null,
    double_send_total: doubled,
  };
}

function templatesOf(figures: Figures | null): Health["checks"]["templates"] {
  if (!figures) return { status: "unknown", age_seconds: null, unread: null };
  const { templatesAge: age, templatesUnread: unread } = figures;
  const status = age === null ? "never" : age > TEMPLATES_OLD_SECONDS ? "old" : "ok";
  return { status, age_seconds: round(age), unread };
}

function deadLettersOf(figures: Figures | null): Health["checks"]["dead_letters"] {
  if (!figures) return { status: "unknown", unreadable: null, failed: null };
  const { unreadable, failed } = figures;
  return { status: unreadable + failed > 0 ? "waiting" : "ok", unreadable, failed };
}

function clockOf(figures: Figures | null): Health["checks"]["clock"] {
  if (!figures) return { status: "unknown", ahead_seconds: null };
  const isApart = Math.abs(figures.clockLead) > MAX_CLOCK_LEAD_SECONDS;
  return { status: isApart ? "apart" : "ok", ahead_seconds: round(figures.clockLead) };
}

function setUpOf(standing: Standing | null): Health["checks"]["set_up"] {
  const { red, yellow, age } = standing ?? { red: [], yellow: [], age: null };
  const age_seconds = round(age);
  if (age === null || age > SET_UP_OLD_SECONDS)
    return { status: "unknown", red: [], yellow: [], age_seconds };
  const status = red.length > 0 ? "broken" : yellow.length > 0 ? "look" : "ok";
  return { status, red, yellow, age_seconds };
}

function round(seconds: number | null | undefined): number | null {
  return seconds == null ? null : Math.round(seconds * 10) / 10;
}
