"use client";
import useSWR from "swr";
import { StaleNote } from "#components/stale-note";
import { Card } from "#components/ui/card";
import { Skeleton } from "#components/ui/skeleton";
import { fetchAgain, inWords } from "../../call-api.ts";
import { LoadFailure } from "../load-failure.tsx";
import { FunnelChart } from "./funnel-chart.tsx";
import { FIGURES, type FunnelResponse } from "./funnel-figures.ts";
import { FunnelTable } from "./funnel-table.tsx";

const PATH = "/api/whatsapp/funnel?days=30";
const EVERY_MS = 60_000;

/** How many links were begun in the last 30 days, and how far they came: in sum, day by day, and as a table. */
export function Funnel() {
  const { data, error, mutate } = useSWR<FunnelResponse>(PATH, fetchAgain, { refreshInterval: EVERY_MS });
  return (
    <Card aria-labelledby="funnel-heading" className="flex flex-col gap-5">
      <h2 id="funnel-heading" className="font-semibold text-xl">
        Linking progress, last 30 days
      </h2>
      {error && data && <StaleNote what="This chart" words={inWords(error)} />}
      {error && !data && <LoadFailure what="the figures" error={error} onRetry={() => mutate()} />}
      {!data && !error && <Skeleton className="h-80" />}
      {data && (
        <>
          <Totals totals={data.totals} />
          <FunnelChart days={data.days} />
          <details>
            <summary className="min-h-11 w-fit rounded-lg py-2 font-medium text-brand-text">
              Show as a table
            </summary>
            <FunnelTable days={data.days} />
          </details>
        </>
      )}
    </Card>
  );
}

function Totals({ totals }: { totals: FunnelResponse["totals"] }) {
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-5">
      {FIGURES.map(({ name, label, style }) => (
        <div key={name} className="flex flex-col rounded-xl bg-sunken px-4 py-3">
          <dt className="flex items-center gap-2 text-ink-soft text-sm">
            <span aria-hidden className={`size-3 shrink-0 rounded-sm ${style}`} />
            {label}
          </dt>
          <dd className="font-semibold text-2xl tabular-nums">
            {totals[name]}
            {name !== "issued" && name !== "refused" && totals.issued > 0 && (
              <span className="ml-2 font-normal text-base text-ink-soft">
                {Math.round((100 * totals[name]) / totals.issued)} %
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
