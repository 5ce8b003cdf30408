"use client";
import useSWR from "swr";
import { StaleNote } from "#components/stale-note";
import { Card } from "#components/ui/card";
import { Skeleton } from "#components/ui/skeleton";
import { fetchAgain, inWords } from "../../call-api.ts";
import { LoadFailure } from "../load-failure.tsx";
import type { DeadLettersResponse } from "../responses.ts";
import { DeadLetterEntry } from "./dead-letter.tsx";

const PATH = "/api/whatsapp/dead-letters?limit=50";
const EVERY_MS = 15_000;

/** Lists the events that couldn't be processed, and why. Admins can replay or dismiss them. */
export function DeadLetters({ mayDecide }: { mayDecide: boolean }) {
  const { data, error, mutate } = useSWR<DeadLettersResponse>(PATH, fetchAgain, {
    refreshInterval: EVERY_MS,
  });
  return (
    <Card aria-labelledby="dead-letters-heading" className="flex flex-col gap-4">
      <div>
        <h2 id="dead-letters-heading" className="font-semibold text-xl">
          Couldn’t process
        </h2>
        <p className="mt-1 text-ink-soft">
          {data && data.events.length > 0
            ? `${data.unreadable} unreadable, ${data.failed} failed after retries. Nothing is lost.`
            : "Events from WhatsApp that we couldn’t process are kept here."}
        </p>
      </div>
      {error && data && <StaleNote what="This list" words={inWords(error)} />}
      {error && !data ? (
        <LoadFailure what="this list" error={error} onRetry={() => mutate()} />
      ) : (
        <Entries response={data} mayDecide={mayDecide} onDecided={() => mutate()} />
      )}
    </Card>
  );
}

interface EntriesProps {
  response: DeadLettersResponse | undefined;
  mayDecide: boolean;
  onDecided: () => void;
}

function Entries({ response, ...rest }: EntriesProps) {
  if (!response) return <Skeleton className="h-14" />;
  if (response.events.length === 0) {
    return <p className="text-ink-soft">None.</p>;
  }
  return (
    <ul aria-label="Couldn’t process" className="flex flex-col gap-3">
      {response.events.map((event) => (
        <DeadLetterEntry key={event.id} event={event} {...rest} />
      ))}
    </ul>
  );
}
