"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

const STYLE = { dateStyle: "medium", timeStyle: "short" } as const;

interface ExactTimeProps {
  /** ISO 8601, UTC. */
  at: string;
}

/** A moment in the words and the time zone of whoever looks; in UTC until the browser knows better, on one line either way. */
export function ExactTime({ at }: ExactTimeProps) {
  const words = useSyncExternalStore(
    never,
    () => new Date(at).toLocaleString("en-GB", STYLE),
    () => `${new Date(at).toLocaleString("en-GB", { ...STYLE, timeZone: "UTC" })} UTC`,
  );
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {words}
    </time>
  );
}
