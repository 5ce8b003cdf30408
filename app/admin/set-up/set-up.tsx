"use client";
import useSWR from "swr";
import { RelativeTime } from "#components/relative-time";
import { StaleNote } from "#components/stale-note";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { Skeleton } from "#components/ui/skeleton";
import { fetchAgain, inWords } from "../../call-api.ts";
import { LoadFailure } from "../load-failure.tsx";
import { rescueFocus } from "../rescue-focus.ts";
import type { SetUpCheck, SetUpResponse } from "../responses.ts";
import { CheckEntry } from "./check-entry.tsx";
import { ORDER } from "./lights.ts";
import { TurnedRedList } from "./turned-red-list.tsx";

const PATH = "/api/whatsapp/set-up";
const EVERY_MS = 30_000;

/** All checks of the set-up, the worst first, kept up to date. */
export function SetUp() {
  const { data, error, mutate, isValidating } = useSWR<SetUpResponse>(PATH, fetchAgain, {
    refreshInterval: EVERY_MS,
  });
  const showResult = async () => {
    await mutate();
    rescueFocus("checks-heading");
  };
  return (
    <Card aria-labelledby="checks-heading" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 id="checks-heading" tabIndex={-1} className="font-semibold text-xl">
            Checks
          </h2>
          <p aria-live="polite" className="mt-1 text-ink-soft">
            {data ? (
              <>
                {summaryOf(data.checks)} Checked <RelativeTime at={data.checked_at} />.
              </>
            ) : (
              "We’re checking here and at Meta. This takes a few seconds."
            )}
          </p>
        </div>
        <Button variant="secondary" isBusy={isValidating} onClick={() => mutate()}>
          Check again
        </Button>
      </div>
      {error && data && <StaleNote what="This list" words={inWords(error)} />}
      {error && !data && <LoadFailure what="the checks" error={error} onRetry={() => mutate()} />}
      {!data && !error && <Skeleton className="h-96" />}
      {data && data.turned_red.length > 0 && <TurnedRedList checks={data.turned_red} />}
      {data && (
        <ul aria-label="Checks" className="flex flex-col gap-3">
          {worstFirst(data.checks).map((check) => (
            <CheckEntry key={check.id} check={check} onRepaired={showResult} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function worstFirst(checks: SetUpCheck[]): SetUpCheck[] {
  return checks.toSorted((one, other) => ORDER.indexOf(one.light) - ORDER.indexOf(other.light));
}

function summaryOf(checks: SetUpCheck[]): string {
  const count = (light: SetUpCheck["light"]) => checks.filter((check) => check.light === light).length;
  const [broken, odd] = [count("red"), count("yellow")];
  if (broken + odd === 0) return "Everything we can check is fine.";
  const parts = [
    broken > 0 && `${broken} broken`,
    odd > 0 && `${odd} ${odd > 1 ? "warnings" : "warning"}`,
  ].filter(Boolean);
  return `${parts.join(", ")}.`;
}
