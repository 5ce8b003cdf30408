import { test as base, inject } from "vitest";
import { createDatabase } from "./database.ts";
import { startGraphDouble } from "./graph.ts";
import { startGraphAnswers } from "./graph-stub.ts";
import type { RunningProcess } from "./processes.ts";
import { startWorker } from "./worker-process.ts";

/**
 * A test on a real PostgreSQL, in which its file has a database of its own. What else it needs it names in its arguments:
 * `double`, Meta with all that the simulator can do; `graph`, a Graph API that answers as the test wants; `startWorker`, which
 * starts a worker that ends with the test.
 */
export const test = base
  .extend("serverUrl", { scope: "file" }, inject("serverUrl"))
  .extend("databaseUrl", { scope: "file", auto: true }, async ({ serverUrl }, { onCleanup }) => {
    const { databaseUrl, drop } = await createDatabase(serverUrl);
    onCleanup(drop);
    return databaseUrl;
  })
  .extend("double", { scope: "file" }, async ({ databaseUrl: _ }, { onCleanup }) => {
    const { double, stop } = await startGraphDouble();
    onCleanup(stop);
    return double;
  })
  .extend("graph", { scope: "file" }, async ({ databaseUrl: _ }, { onCleanup }) => {
    const { graph, stop } = await startGraphAnswers();
    onCleanup(stop);
    return graph;
  })
  .extend("startWorker", async ({ databaseUrl: _ }, { onCleanup }) => {
    const workers: RunningProcess[] = [];
    onCleanup(async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
    });
    return async (settings?: Record<string, string>) => {
      const worker = await startWorker(settings);
      workers.push(worker);
      return worker;
    };
  });
