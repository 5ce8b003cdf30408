import { Badge } from "#components/ui/badge";
import { Card } from "#components/ui/card";
import type { SystemHealth } from "../responses.ts";

type Cause = SystemHealth["failures"][number];

const ACTORS: Partial<Record<NonNullable<Cause["actor"]>, string>> = {
  sender: "The sender can fix it",
  admin: "An admin can fix it",
  student: "Only the student can fix it",
};

/** Why messages failed, and how many did. */
export function Failures({ failures }: Pick<SystemHealth, "failures">) {
  return (
    <Card aria-labelledby="failures-heading" className="flex flex-col gap-4">
      <h2 id="failures-heading" className="font-semibold text-xl">
        Why messages failed
      </h2>
      <table className="w-full border-collapse text-left" aria-labelledby="failures-heading">
        <thead>
          <tr className="border-line border-b text-ink-soft text-sm">
            <th scope="col" className="py-2 pr-4 font-medium">
              Cause
            </th>
            <th scope="col" className="w-16 py-2 pl-2 sm:w-20 text-right font-medium">
              24 hours
            </th>
            <th scope="col" className="w-16 py-2 pl-2 sm:w-20 text-right font-medium">
              7 days
            </th>
          </tr>
        </thead>
        <tbody>
          {failures.map((cause) => (
            <tr key={`${cause.code} ${cause.says}`} className="border-line border-b align-top last:border-0">
              <th scope="row" className="py-3 pr-2 font-normal">
                {cause.says}
                <Actor cause={cause} />
              </th>
              <td className="py-3 pl-3 text-right tabular-nums">{cause.day}</td>
              <td className="py-3 pl-3 text-right tabular-nums">{cause.week}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Actor({ cause: { actor, code } }: { cause: Cause }) {
  const words = actor && ACTORS[actor];
  return (
    <span className="mt-1 flex flex-wrap items-center gap-2 text-ink-soft text-sm">
      {words && <Badge tone={actor === "admin" ? "warning" : "neutral"}>{words}</Badge>}
      {/^\d/.test(code) && `Meta’s code ${code}`}
    </span>
  );
}
