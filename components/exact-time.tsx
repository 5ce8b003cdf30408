"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

interface ExactTimeProps {
  /** ISO 8601, UTC. */
  at: string;
}

/** A moment in the words and the time zone of whoever looks; in UTC until the browser knows better. */
export function ExactTime({ at }: ExactTimeProps) {
  const words = useSyncExternalStore(
    never,
    () => new Date(at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" }),
    () => `${at.slice(0, 16).replace("T", " ")} UTC`,
  );
  return <time dateTime={at}>{words}</time>;
}
