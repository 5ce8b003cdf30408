import type { AppError } from "./errors.ts";

/** A place that lets only few through at a time, for each of its keys apart; held in the memory of one process. */
export interface Gate {
  /** How many may be inside at once. */
  inside: number;
  /** How many wait before the next is refused, and what those are told; without it, everybody may wait. */
  room?: { waiting: number; refuse: () => AppError };
}

type Enter = () => void;

/** Who is inside, and those who wait: some go first, and come in by turns with all others. */
interface Line {
  inside: number;
  first: Enter[];
  others: Enter[];
  wasFirst: boolean;
}

const lines = new WeakMap<Gate, Map<string, Line>>();

function lineOf(gate: Gate, key: string): Line {
  const ofGate = lines.get(gate) ?? new Map<string, Line>();
  const line = ofGate.get(key) ?? { inside: 0, first: [], others: [], wasFirst: false };
  lines.set(gate, ofGate.set(key, line));
  return line;
}

/**
 * Runs `work` as soon as the gate has room for `key`, in the order of asking; throws where too many wait. Those who go first
 * have a line of their own and every second place, so that neither crowd keeps the other out.
 */
export async function passGate<T>(
  gate: Gate,
  key: string,
  work: () => Promise<T>,
  goesFirst = false,
): Promise<T> {
  const line = lineOf(gate, key);
  const waiting = goesFirst ? line.first : line.others;
  if (line.inside < gate.inside) line.inside += 1;
  else if (gate.room && waiting.length >= gate.room.waiting) throw gate.room.refuse();
  else await new Promise<void>((enter) => waiting.push(enter));
  try {
    return await work();
  } finally {
    leave(gate, key, line);
  }
}

/** Whoever waits longest takes the place of the one that leaves; a line that nobody stands in is forgotten. */
function leave(gate: Gate, key: string, line: Line): void {
  const isFirstsTurn = line.first.length > 0 && !(line.wasFirst && line.others.length > 0);
  const enter = isFirstsTurn ? line.first.shift() : line.others.shift();
  line.wasFirst = isFirstsTurn;
  if (enter) enter();
  else line.inside -= 1;
  if (line.inside === 0) lines.get(gate)?.delete(key);
}
