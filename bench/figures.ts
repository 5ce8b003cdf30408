/** The value below which a share of the values lies; NaN where there are none. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle one of the rounds. */
export const median = (values: number[]): number => quantile(values, 0.5);

/** How many of the times lie within so many seconds from a time on. */
export function countWithin(times: number[], from: number, seconds: number): number {
  return times.filter((at) => at >= from && at < from + seconds * 1000).length;
}

/** What a figure must reach. */
export interface Aim {
  atLeast?: number;
  atMost?: number;
}

/** What each round gave for one of those who are measured together. */
interface Entry {
  who: string;
  rounds: number[];
  /** Of our own entry: what the median must reach; of another's: what our ratio to it must reach. */
  aim?: Aim | undefined;
}

/** Something that was measured: us first, then who stands beside us. */
export interface Line {
  name: string;
  unit: string;
  entries: Entry[];
}

/** A line made of what takes turns, us first. */
export function toLine<T>(
  results: Record<string, T[]>,
  about: { name: string; unit: string; pick: (result: T) => number; aims?: Record<string, Aim> },
): Line {
  const { name, unit, pick, aims = {} } = about;
  const entries = Object.entries(results).map(([who, rounds]) => ({
    who,
    rounds: rounds.map(pick),
    aim: aims[who],
  }));
  return { name, unit, entries };
}

/** What our figures are of another's: the median of the rounds' ratios. */
export function ratioOf(ours: Entry | undefined, other: Entry): number {
  return median(other.rounds.map((value, round) => (ours?.rounds[round] ?? Number.NaN) / value));
}
