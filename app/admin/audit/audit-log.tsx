"use client";
import useSWRInfinite from "swr/infinite";
import { ExactTime } from "#components/exact-time";
import { Notice } from "#components/notice";
import { StaleNote } from "#components/stale-note";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { Skeleton } from "#components/ui/skeleton";
import { withoutMarks } from "#lib/people/foreign-names";
import { type AuditEntry, type AuditLogResponse, wordsFor } from "../../audit-words.ts";
import { fetchAgain, inWords } from "../../call-api.ts";
import { LoadFailure } from "../load-failure.tsx";

const PATH = "/api/whatsapp/audit?scope=all&limit=50";
const EVERY_MS = 15_000;

function pathOf(index: number, previous: AuditLogResponse | null): string | null {
  if (index === 0) return PATH;
  return previous?.next_before ? `${PATH}&before=${previous.next_before}` : null;
}

/** Who did what to whose link, newest first, as far back as one likes. */
export function AuditLog() {
  const { data, error, size, setSize, mutate, isValidating } = useSWRInfinite<AuditLogResponse>(
    pathOf,
    fetchAgain,
    {
      refreshInterval: EVERY_MS,
    },
  );
  const events = data?.flatMap((page) => page.events);
  return (
    <Card aria-labelledby="audit-log-heading" className="flex flex-col gap-4">
      <h2 id="audit-log-heading" className="font-semibold text-xl">
        Activity
      </h2>
      {error && data && <StaleNote what="This list" words={inWords(error)} />}
      {error && !data && <LoadFailure what="the audit log" error={error} onRetry={() => mutate()} />}
      {!data && !error && <Skeleton className="h-48" />}
      {events?.length === 0 && (
        <Notice tone="info" as="h3" className="py-4" title="Nothing has happened yet">
          <p>Every link, refusal and sign-in will be listed here.</p>
        </Notice>
      )}
      {events && events.length > 0 && (
        <ol aria-label="Audit log" className="flex flex-col">
          {events.map((event) => (
            <Entry key={event.id} event={event} />
          ))}
        </ol>
      )}
      {data?.at(-1)?.next_before && (
        <div>
          <Button
            variant="secondary"
            isBusy={isValidating && data.length < size}
            onClick={() => setSize(size + 1)}
          >
            Show older
          </Button>
        </div>
      )}
    </Card>
  );
}

function Entry({ event }: { event: AuditEntry }) {
  const { title, by } = wordsFor(event);
  return (
    <li className="grid gap-x-6 gap-y-1 border-line border-t py-3 first:border-t-0 sm:grid-cols-[12rem_1fr_1fr]">
      <p className="text-ink-soft">
        <ExactTime at={event.at} />
      </p>
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="font-medium">{title}</p>
        {event.account && (
          <p className="text-ink-soft text-sm">
            {withoutMarks(event.account.name)} · {event.account.email}
          </p>
        )}
      </div>
      <p className="min-w-0 text-ink-soft [overflow-wrap:anywhere]">{by}</p>
    </li>
  );
}
