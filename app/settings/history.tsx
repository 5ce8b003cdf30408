"use client";
import type { ReactNode } from "react";
import useSWR from "swr";
import { ExactTime } from "#components/exact-time";
import { StaleNote } from "#components/stale-note";
import { Card } from "#components/ui/card";
import { History as HistoryIcon } from "#components/ui/icons";
import { type AuditEntry, type AuditLogResponse, isAboutLinking, wordsFor } from "../audit-words.ts";
import { fetchAgain, inWords } from "../call-api.ts";
import { OWN_AUDIT_LOG } from "./own-audit-log.ts";

interface HistoryProps {
  initial: AuditLogResponse;
  /** Stands beside the newest link: how to undo what one did not do. */
  notMe: ReactNode;
}

/** What happened to the link of this account, newest first, with the way to undo what one did not do. */
export function History({ initial, notMe }: HistoryProps) {
  const { data = initial, error } = useSWR<AuditLogResponse>(OWN_AUDIT_LOG, fetchAgain, {
    fallbackData: initial,
  });
  const events = data.events.filter(isAboutLinking);
  const newestLink = events.find(({ action }) => action === "linked");
  return (
    <Card aria-labelledby="history-heading" className="flex flex-col gap-4">
      <h2 id="history-heading" className="font-semibold text-xl">
        Recent activity
      </h2>
      {error && <StaleNote what="This list" words={inWords(error)} />}
      {events.length === 0 ? (
        <p className="text-ink-soft">
          Nothing yet. When your WhatsApp is linked or unlinked, you’ll see when and from where.
        </p>
      ) : (
        <ol className="flex flex-col">
          {events.map((event) => (
            <Entry key={event.id} event={event} notMe={event === newestLink && notMe} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function Entry({ event, notMe }: { event: AuditEntry; notMe: ReactNode }) {
  const { title, by } = wordsFor(event);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-t py-3 first:border-t-0">
      <HistoryIcon aria-hidden className="size-5 shrink-0 text-ink-soft" />
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium [overflow-wrap:anywhere]">{title}</p>
        <p className="text-ink-soft text-sm">
          <ExactTime at={event.at} />
        </p>
        {by && <p className="text-ink-soft text-sm [overflow-wrap:anywhere]">{by}</p>}
      </div>
      {notMe}
    </li>
  );
}
