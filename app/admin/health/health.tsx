"use client";
import useSWR from "swr";
import { StaleNote } from "#components/stale-note";
import { Skeleton } from "#components/ui/skeleton";
import { fetchAgain, inWords } from "../../call-api.ts";
import { DeadLetters } from "../dead-letters/dead-letters.tsx";
import { LoadFailure } from "../load-failure.tsx";
import { rescueFocus } from "../rescue-focus.ts";
import type { SystemHealth } from "../responses.ts";
import { Failures } from "./failures.tsx";
import { Silent } from "./silent.tsx";
import { Verdict } from "./verdict.tsx";
import { Waiting } from "./waiting.tsx";

const PATH = "/api/whatsapp/health";
const EVERY_MS = 5000;

/** How everything is, kept up to date: first whether it works, then only what there is to see. */
export function Health() {
  const { data, error, mutate } = useSWR<SystemHealth>(PATH, fetchAgain, { refreshInterval: EVERY_MS });
  const showResult = async () => {
    await mutate();
    rescueFocus("waiting-heading", "verdict-heading");
  };
  if (error && !data)
    return <LoadFailure what="the health of the system" error={error} onRetry={() => mutate()} />;
  if (!data) return <Skeleton className="h-96" />;
  return (
    <>
      {error && <StaleNote what="This page" words={inWords(error)} />}
      <Verdict health={data} />
      {data.waiting.total > 0 && <Waiting waiting={data.waiting} onDecided={showResult} />}
      {data.silent.total > 0 && <Silent messages={data.silent.messages} />}
      {data.failures.length > 0 && <Failures failures={data.failures} />}
      {data.dead_letters > 0 && <DeadLetters mayDecide />}
    </>
  );
}
