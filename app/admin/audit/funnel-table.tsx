import { FIGURES, type FunnelResponse } from "./funnel-figures.ts";

/** The figures of each day, newest first. */
export function FunnelTable({ days }: { days: FunnelResponse["days"] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="overflow-x-auto" tabIndex={0} aria-label="Links by day">
      <table aria-label="Links by day" className="w-full min-w-md border-collapse text-right tabular-nums">
        <thead>
          <tr className="border-line border-b text-ink-soft text-sm">
            <th scope="col" className="py-2 text-left font-medium">
              Day
            </th>
            {FIGURES.map(({ name, label }) => (
              <th key={name} scope="col" className="py-2 pl-4 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day} className="border-line border-b">
              <th scope="row" className="py-1.5 text-left font-normal">
                {day.day}
              </th>
              {FIGURES.map(({ name }) => (
                <td key={name} className="py-1.5 pl-4">
                  {day[name]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
