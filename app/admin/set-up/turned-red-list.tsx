import { RelativeTime } from "#components/relative-time";
import type { TurnedRed } from "../responses.ts";

/** What turned red since yesterday, the newest first. */
export function TurnedRedList({ checks }: { checks: TurnedRed[] }) {
  return (
    <section
      aria-labelledby="turned-red-heading"
      className="rounded-xl bg-danger-soft px-4 py-3 text-danger-text"
    >
      <h3 id="turned-red-heading" className="font-medium">
        New problems since yesterday
      </h3>
      <ul className="mt-1 flex flex-col gap-1">
        {checks.map(({ id, name, says, since }) => (
          <li key={id} className="[overflow-wrap:anywhere]">
            <span className="font-medium">{name}</span>, <RelativeTime at={since} />: {says}
          </li>
        ))}
      </ul>
    </section>
  );
}
