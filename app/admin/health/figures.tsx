import type { ReactNode } from "react";
import { RelativeTime, TimeSince } from "#components/relative-time";
import type { SystemHealth } from "../responses.ts";

const SENDING: Record<SystemHealth["channel"]["state"], string> = {
  ok: "Working",
  late: "Slow",
  stopped: "Stopped",
  no_worker: "Stopped",
};

/** The few figures that tell how things are. */
export function Figures({ health }: { health: SystemHealth }) {
  const { channel, waiting, number } = health;
  const failed = health.failures.reduce((sum, { day }) => sum + day, 0);
  const apart = Math.abs(health.clock_ahead_seconds);
  const isStopped = channel.state === "stopped" || channel.state === "no_worker";
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-3">
        <Figure label="Sending">
          {wouldFail(health) ? "Would fail" : SENDING[channel.state]}
          {isStopped && channel.since && (
            <span className="block font-normal text-base text-ink-soft">
              for <TimeSince at={channel.since} />
            </span>
          )}
        </Figure>
        <Figure label="Waiting to be sent">{countWords(waiting.total, waiting.is_more)}</Figure>
        <Figure label="Failed in 24 hours">{failed}</Figure>
        <Figure label="Last event from WhatsApp">{ago(health.newest_webhook_at)}</Figure>
        <Figure label="Last delivery report">{ago(health.newest_status_at)}</Figure>
        <Figure label="Worker last seen">{ago(health.worker_seen_at)}</Figure>
      </dl>
      <p className="text-ink-soft text-sm">
        {number && `Our number: ${number}. `}Waiting to be processed:{" "}
        {countWords(health.incoming.waiting, health.incoming.is_more)}. Sent twice: {health.double_sends}.
        Templates updated: {ago(health.templates_listed_at)}.
        {apart >= 1 && ` Clocks: ${apart} seconds apart.`}
      </p>
    </>
  );
}

/** Nothing has been refused yet, but without an access token everything will be. */
function wouldFail({ channel, red_checks }: SystemHealth): boolean {
  const isTried = channel.state === "ok" || channel.state === "late";
  return isTried && red_checks.some(({ id }) => id === "token");
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col rounded-xl bg-sunken px-4 py-3">
      <dt className="text-ink-soft text-sm">{label}</dt>
      <dd className="font-semibold text-xl tabular-nums first-letter:uppercase">{children}</dd>
    </div>
  );
}

/** A count that may have been ended early. */
export function countWords(count: number, isMore: boolean): string {
  return isMore ? `${count} or more` : String(count);
}

function ago(at: string | null): ReactNode {
  return at ? <RelativeTime at={at} /> : "never";
}
