import { log } from "#lib/log";
import { type Runner, startRunner } from "./runner.ts";

/**
 * Starts a runner that takes as many jobs as there is room for and works on up to `atOnce` of them at the same time. While it
 * is nearly full it takes none, so that it takes several in one go later. A stop waits for those that are under way.
 */
export function startDispatcher<Job>(
  name: string,
  atOnce: number,
  take: (most: number) => Promise<Job[]>,
  work: (job: Job) => Promise<void>,
): Runner {
  let isStopping = false;
  const underWay = new Set<Promise<void>>();
  const leastRoom = Math.ceil(atOnce / 8);
  const hasRoom = () => atOnce - underWay.size >= leastRoom;
  let tellOfRoom = () => {};

  function begin(job: Job): void {
    const running = work(job)
      .catch((error) => log().error({ error, runner: name }, "a job failed and will be taken again"))
      .finally(() => {
        underWay.delete(running);
        if (hasRoom()) tellOfRoom();
      });
    underWay.add(running);
  }

  const runner = startRunner(name, async () => {
    if (!hasRoom()) {
      await new Promise<void>((resolve) => {
        tellOfRoom = resolve;
      });
    }
    if (isStopping) return false;
    const room = atOnce - underWay.size;
    const jobs = await take(room);
    for (const job of jobs) begin(job);
    return jobs.length === room;
  });

  return {
    wake: runner.wake,
    stop: async () => {
      isStopping = true;
      await runner.stop();
      await Promise.all(underWay);
    },
  };
}
