import type { z } from "zod";
import type { systemHealthResponse } from "#lib/api/system-health";
import type { Account } from "#lib/auth/accounts";
import { requireRole } from "#lib/auth/sessions/session";
import { type Report, readReport } from "#lib/health/report";
import { route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";
import { toChannelResponse } from "../../../channel-response.ts";
import { toWaitingResponse } from "./waiting-response.ts";

type SystemHealth = z.output<typeof systemHealthResponse>;

/** Tells admins how everything is: what waits, what failed, and why. */
export const GET = route(async (request) => {
  const account = await requireRole(request, ["admin"]);
  const response = toResponse(await readReport(), account);
  return Response.json(response);
});

const orNull = (time: Date | null) => time && toTimestamp(time);

function toResponse({ at, signs, ...report }: Report, account: Account): SystemHealth {
  const { news, incoming, waiting, silent } = report;
  const ago = (seconds: number | null) =>
    seconds === null ? null : toTimestamp(new Date(at.getTime() - seconds * 1000));
  return {
    checked_at: toTimestamp(at),
    number: report.number,
    problems: report.problems,
    channel: toChannelResponse(report.channel),
    red_checks: report.red.map(({ id, name }) => ({ id, name })),
    newest_webhook_at: orNull(news.newestEventAt),
    newest_status_at: orNull(news.newestStatusAt),
    worker_seen_at: ago(signs.heartbeat),
    templates_listed_at: ago(signs.templatesAge),
    clock_ahead_seconds: Math.round(signs.clockLead * 10) / 10,
    double_sends: signs.doubled,
    dead_letters: signs.unreadable + signs.failed,
    incoming: { waiting: incoming.waiting, is_more: incoming.isMore, since: orNull(incoming.since) },
    waiting: {
      total: waiting.total,
      is_more: waiting.isMore,
      reasons: waiting.reasons,
      messages: waiting.messages.map((message) => toWaitingResponse(message, account)),
    },
    silent: {
      total: silent.total,
      messages: silent.messages.map(({ id, to, acceptedAt, ...message }) => ({
        id,
        to,
        first_words: message.firstWords,
        template_name: message.templateName,
        created_at: toTimestamp(message.createdAt),
        accepted_at: toTimestamp(acceptedAt),
      })),
    },
    failures: report.causes,
  };
}
