"use client";
import { useSyncExternalStore } from "react";

const TICK_MS = 10_000;
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, TICK_MS);
  return () => clearInterval(timer);
}

const now = () => Math.floor(Date.now() / TICK_MS) * TICK_MS;

function useSecondsSince(at: string): number {
  return Math.round((useSyncExternalStore(subscribe, now, now) - Date.parse(at)) / 1000);
}

/** The largest unit that has passed, and how often; null within the first minute. */
function largestUnit(seconds: number): { unit: Intl.RelativeTimeFormatUnit; count: number } | null {
  const found = UNITS.find(([, size]) => seconds >= size);
  return found ? { unit: found[0], count: Math.floor(seconds / found[1]) } : null;
}

/** How long ago something was, kept up to date; the exact moment as its title. For parts that only the browser draws. */
export function RelativeTime({ at }: { at: string }) {
  const passed = largestUnit(useSecondsSince(at));
  return <Moment at={at}>{passed ? relative.format(-passed.count, passed.unit) : "just now"}</Moment>;
}

/** How long something has been so, kept up to date: "less than a minute", "3 minutes". As above. */
export function TimeSince({ at }: { at: string }) {
  const passed = largestUnit(useSecondsSince(at));
  const words = passed && `${passed.count} ${passed.unit}${passed.count === 1 ? "" : "s"}`;
  return <Moment at={at}>{words ?? "less than a minute"}</Moment>;
}

function Moment({ at, children }: { at: string; children: string }) {
  return (
    <time dateTime={at} title={new Date(at).toLocaleString("en-GB")}>
      {children}
    </time>
  );
}
