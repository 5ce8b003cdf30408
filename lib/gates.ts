import type { AppError } from "./errors.ts";

/** A place that lets only few through at a time, for each of its keys apart; held in the memory of one process. */
export interface Gate {
  /** How many may be inside at once, and how many wait before the next is refused. */
  inside: number;
  waiting: number;
  /** What those are told who find no place to wait. */
  refuse: () => AppError;
}

interface Line {
  inside: number;
  waiting: (() => void)[];
}

const lines = new WeakMap<Gate, Map<string, Line>>();

function lineOf(gate: Gate, key: string): Line {
  const ofGate = lines.get(gate) ?? new Map<string, Line>();
  const line = ofGate.get(key) ?? { inside: 0, waiting: [] };
  lines.set(gate, ofGate.set(key, line));
  return line;
}

/** Runs `work` as soon as the gate has room for `key`, in the order of asking; throws where too many wait. `isFirst` goes before all others, however many. */
export async function passGate<T>(
  gate: Gate,
  key: string,
  work: () => Promise<T>,
  isFirst = false,
): Promise<T> {
  const line = lineOf(gate, key);
  if (line.inside < gate.inside) line.inside += 1;
  else if (isFirst || line.waiting.length < gate.waiting) {
    await new Promise<void>((enter) => (isFirst ? line.waiting.unshift(enter) : line.waiting.push(enter)));
  } else throw gate.refuse();
  try {
    return await work();
  } finally {
    leave(gate, key, line);
  }
}

/** Whoever waits longest takes the place of the one that leaves; a line that nobody stands in is forgotten. */
function leave(gate: Gate, key: string, line: Line): void {
  const enter = line.waiting.shift();
  if (enter) enter();
  else line.inside -= 1;
  if (line.inside === 0) lines.get(gate)?.delete(key);
}
