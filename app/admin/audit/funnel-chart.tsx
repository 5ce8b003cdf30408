import { FIGURES, type FunnelResponse } from "./funnel-figures.ts";

const WIDTH = 900;
const HEIGHT = 200;
const GAP = 6;

/** One group of bars a day. Decoration beside the table, which says the same to a screen reader. */
export function FunnelChart({ days }: { days: FunnelResponse["days"] }) {
  const most = Math.max(1, ...days.flatMap((day) => FIGURES.map(({ name }) => day[name])));
  const groupWidth = WIDTH / days.length;
  const barWidth = (groupWidth - GAP) / FIGURES.length;
  return (
    <figure aria-hidden className="flex flex-col gap-1">
      <svg aria-hidden viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="h-48 w-full">
        <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-line-strong" />
        {days.flatMap((day, group) =>
          FIGURES.map(({ name, style }, bar) => {
            const height = (day[name] / most) * (HEIGHT - GAP);
            return (
              <rect
                key={`${day.day} ${name}`}
                x={group * groupWidth + GAP / 2 + bar * barWidth}
                y={HEIGHT - height}
                width={barWidth}
                height={height}
                className={style}
              />
            );
          }),
        )}
      </svg>
      <div className="flex justify-between text-ink-soft text-sm tabular-nums">
        <span>{days.at(0)?.day}</span>
        <span>most on one day: {most}</span>
        <span>{days.at(-1)?.day}</span>
      </div>
    </figure>
  );
}
