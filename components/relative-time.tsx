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

/** How long ago something was, kept up to date; the exact moment as its title. For parts that only the browser draws. */
export function RelativeTime({ at }: { at: string }) {
  const seconds = Math.round((useSyncExternalStore(subscribe, now, now) - Date.parse(at)) / 1000);
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? ["second", 1];
  const words = unit === "second" ? "just now" : relative.format(-Math.floor(seconds / size), unit);
  return (
    <time dateTime={at} title={new Date(at).toLocaleString("en-GB")}>
      {words}
    </time>
  );
}
