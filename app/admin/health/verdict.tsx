import { clsx } from "clsx";
import Link from "next/link";
import { Badge } from "#components/ui/badge";
import { Card } from "#components/ui/card";
import { CircleCheck } from "#components/ui/icons";
import type { SystemHealth } from "../responses.ts";
import { LIGHTS } from "../set-up/lights.ts";
import { Figures } from "./figures.tsx";

type Problem = SystemHealth["problems"][number];

const OUTAGE = { tone: "warning", words: "Outage" } as const;

/** Whether everything works, what doesn't, the worst first, and the few figures that matter. */
export function Verdict({ health }: { health: SystemHealth }) {
  const { problems } = health;
  return (
    <Card aria-labelledby="verdict-heading" className="flex flex-col gap-5">
      <h2
        id="verdict-heading"
        tabIndex={-1}
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
  const open = problems.filter(isForUs).length;
  if (open === 0) return "WhatsApp is down";
  return open === 1 ? "1 thing needs your attention" : `${open} things need your attention`;
}

function isForUs({ tone }: Problem): boolean {
  return tone !== "wait";
}

function lightOf({ tone }: Problem) {
  return tone === "wait" ? OUTAGE : LIGHTS[tone === "bad" ? "red" : "yellow"];
}

function Problems({ problems }: Pick<SystemHealth, "problems">) {
  const [first] = problems;
  if (first && !problems.some(isForUs)) return <p>{first.mend}</p>;
  return (
    <>
      <ul aria-label="Problems" className="flex flex-col gap-3">
        {problems.map((problem) => {
          const { id, says, mend } = problem;
          const light = lightOf(problem);
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
