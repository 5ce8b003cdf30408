import { clsx } from "clsx";
import Link from "next/link";
import { Badge } from "#components/ui/badge";
import { Card } from "#components/ui/card";
import { CircleCheck } from "#components/ui/icons";
import type { SystemHealth } from "../responses.ts";
import { LIGHTS } from "../set-up/lights.ts";
import { Figures } from "./figures.tsx";

/** Whether everything works, what doesn't, the worst first, and the few figures that matter. */
export function Verdict({ health }: { health: SystemHealth }) {
  const { problems } = health;
  return (
    <Card aria-labelledby="verdict-heading" className="flex flex-col gap-5">
      <h2
        id="verdict-heading"
        aria-live="polite"
        className={clsx(
          "flex items-center gap-2.5 font-semibold text-xl",
          problems.length === 0 && "text-brand-text",
        )}
      >
        {problems.length === 0 && <CircleCheck aria-hidden className="size-6 shrink-0" />}
        {headingOf(problems)}
      </h2>
      {problems.length > 0 && <Problems problems={problems} />}
      <Figures health={health} />
    </Card>
  );
}

function headingOf(problems: SystemHealth["problems"]): string {
  if (problems.length === 0) return "Everything works";
  return problems.length === 1 ? "1 thing needs you" : `${problems.length} things need you`;
}

function Problems({ problems }: Pick<SystemHealth, "problems">) {
  return (
    <>
      <ul aria-label="Problems" className="flex flex-col gap-3">
        {problems.map(({ id, tone, says, mend }) => {
          const light = LIGHTS[tone === "bad" ? "red" : "yellow"];
          return (
            <li key={id} className="rounded-xl border border-line p-3">
              <Badge tone={light.tone}>{light.words}</Badge>
              <p className="mt-1.5 [overflow-wrap:anywhere]">{says}</p>
              <p className="mt-1 text-ink-soft [overflow-wrap:anywhere]">{mend}</p>
            </li>
          );
        })}
      </ul>
      <Link
        href="/admin/set-up"
        prefetch={false}
        className="w-fit font-medium text-brand-text underline underline-offset-4"
      >
        Check the set-up
      </Link>
    </>
  );
}
