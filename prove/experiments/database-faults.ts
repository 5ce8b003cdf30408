import { setTimeout as pause } from "node:timers/promises";
import { count } from "../count.ts";
import { DATABASE_FAULTS } from "../database-faults.ts";
import { type DatabaseLine, layDatabaseLine } from "../database-line.ts";
import type { Experiment } from "../experiment.ts";
import { gather } from "../senders.ts";

const PAUSE_MS = 1500;
const WRITTEN_AT_A_TIME = 100;

/** So long after the database is back the first delivery is taken at the latest: its own recovery, and a pause between tries. */
const BACK_SECONDS = { short: 20, full: 5 };
let line: DatabaseLine | undefined;

/** PostgreSQL goes away in every way that we know how to bring about. */
export const databaseFaults: Experiment = {
  name: "E10",
  promise: "while the database is away the webhook returns 503, never 200, and nothing restarts",
  system: {
    databaseUrl: async (url) => {
      line = await layDatabaseLine(url);
      return line.url;
    },
  },
  run: async (stage) => {
    const { dice, mailbox, system, isFull } = stage;
    if (!line) throw new Error("There is no line to the database.");
    const messages = stage.size(1200, 10_000);
    const crowd = gather({
      dice,
      mailbox: () => mailbox,
      senders: Math.ceil(messages / 4),
      connections: 100,
      rate: isFull ? 100 : 60,
    });
    let isOver = false;
    async function write(): Promise<void> {
      while (!isOver || crowd.acknowledged < messages) await crowd.write(WRITTEN_AT_A_TIME);
    }
    const writing = write();
    const back: Record<string, number> = {};
    for (const [name, strike] of Object.entries(DATABASE_FAULTS)) {
      await pause(PAUSE_MS);
      await strike(system, line, isFull ? 20 : 3);
      const recoveredAt = performance.now();
      const taken = mailbox.responses.get(200) ?? 0;
      while ((mailbox.responses.get(200) ?? 0) === taken) await pause(20);
      back[name] = Math.round(performance.now() - recoveredAt) / 1000;
    }
    isOver = true;
    await writing;
    const late = Object.values(back).filter((seconds) => seconds > BACK_SECONDS[isFull ? "full" : "short"]);
    const verdict = await count(stage, crowd);
    line.close();
    const responses = Object.fromEntries(mailbox.responses);
    const others = [...mailbox.responses].filter(([status]) => status !== 200 && status !== 503);
    return {
      ...verdict,
      responses,
      without_response: Object.fromEntries(mailbox.failures),
      first_200_after_secs: back,
      failed: others.reduce((total, [, times]) => total + times, 0) + Number(verdict.crashes) + late.length,
    };
  },
};
