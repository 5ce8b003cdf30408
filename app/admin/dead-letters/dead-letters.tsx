"use client";
import useSWR from "swr";
import { Notice } from "#components/notice";
import { StaleNote } from "#components/stale-note";
import { Card } from "#components/ui/card";
import { Skeleton } from "#components/ui/skeleton";
import { fetchAgain, inWords } from "../../call-api.ts";
import type { QuarantineAnswer } from "../answers.ts";
import { LoadFailure } from "../load-failure.tsx";
import { SetAsideEntry } from "./dead-letter.tsx";

const PATH = "/api/whatsapp/quarantine?limit=50";
const EVERY_MS = 15_000;

/** What came in and could not be worked on, and why; admins may have it tried again, or dismiss it. */
export function SetAside({ mayDecide }: { mayDecide: boolean }) {
  const { data, error, mutate } = useSWR<QuarantineAnswer>(PATH, fetchAgain, { refreshInterval: EVERY_MS });
  return (
    <Card aria-labelledby="set-aside-heading" className="flex flex-col gap-4">
      <div>
        <h2 id="set-aside-heading" className="font-semibold text-xl">
          Set aside
        </h2>
        <p className="mt-1 text-ink-soft">
          {data && data.events.length > 0
            ? `${data.quarantined} could not be read, ${data.dead} failed each time. Nothing of it is lost.`
            : "What WhatsApp delivers and we cannot work on is kept here."}
        </p>
      </div>
      {error && data && <StaleNote what="This list" words={inWords(error)} />}
      {error && !data ? (
        <LoadFailure what="what was set aside" error={error} onRetry={() => mutate()} />
      ) : (
        <Entries answer={data} mayDecide={mayDecide} onDecided={() => mutate()} />
      )}
    </Card>
  );
}

interface EntriesProps {
  answer: QuarantineAnswer | undefined;
  mayDecide: boolean;
  onDecided: () => void;
}

function Entries({ answer, ...rest }: EntriesProps) {
  if (!answer) return <Skeleton className="h-14" />;
  if (answer.events.length === 0) {
    return (
      <Notice tone="good" as="h3" className="py-4" title="Nothing is set aside">
        <p>All that came in was read and worked on.</p>
      </Notice>
    );
  }
  return (
    <ul aria-label="Set aside" className="flex flex-col gap-3">
      {answer.events.map((event) => (
        <SetAsideEntry key={event.id} event={event} {...rest} />
      ))}
    </ul>
  );
}
