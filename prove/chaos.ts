import { setTimeout as pause } from "node:timers/promises";
import type { Dice } from "./dice.ts";
import type { KeptProcess } from "./process.ts";
import type { System } from "./system.ts";

/** How often what is killed. */
export interface Kills {
  web: number;
  worker: number;
  database: number;
}

/** What was done, and the end of it. */
export interface Chaos {
  readonly done: Kills;
  /** Resolves when all of it was done. */
  finished: Promise<void>;
  stop(): void;
}

const LOOK_MS = 10;
const LONGEST_PAUSE_MS = 300;

async function strike(system: System, dice: Dice, kind: keyof Kills): Promise<void> {
  if (kind === "database") return system.database.kill();
  const kept: KeptProcess[] = kind === "web" ? system.webs : system.workers;
  const victim = kept[dice.below(kept.length)];
  await victim?.ready();
  await pause(dice.next() * LONGEST_PAUSE_MS);
  await victim?.kill();
}

/** Kills by the seed, spread over the work: each at a share of it that the dice choose. `progress` goes from 0 to 1. */
export function injectFaults(system: System, dice: Dice, kills: Kills, progress: () => number): Chaos {
  const kinds = (["web", "worker", "database"] as const).flatMap((kind) =>
    Array.from({ length: kills[kind] }, () => ({ kind, at: 0.03 + dice.next() * 0.92 })),
  );
  const plan = kinds.sort((a, b) => a.at - b.at);
  const done: Kills = { web: 0, worker: 0, database: 0 };
  let isStopped = false;

  async function run(): Promise<void> {
    for (const { kind, at } of plan) {
      while (progress() < at && !isStopped) await pause(LOOK_MS);
      if (isStopped) return;
      await strike(system, dice, kind);
      done[kind] += 1;
    }
  }
  return {
    done,
    finished: run(),
    stop: () => {
      isStopped = true;
    },
  };
}
