import { log } from "#lib/log";
import { type Runner, startRunner } from "./runner.ts";

/**
 * Starts a runner that takes one job after the other and works on up to `atOnce` of them at the same time. A stop waits
 * for those that are under way, which see it by their signal.
 */
export function startDispatcher<Job>(
  name: string,
  atOnce: number,
  take: () => Promise<Job | null>,
  work: (job: Job, stopping: AbortSignal) => Promise<void>,
): Runner {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  function begin(job: Job): void {
    const running = work(job, stopping.signal)
      .catch((error) => log().error({ error, runner: name }, "a job failed and will be taken again"))
      .finally(() => underWay.delete(running));
    underWay.add(running);
  }

  const runner = startRunner(name, async () => {
    if (underWay.size >= atOnce) await Promise.race(underWay);
    if (stopping.signal.aborted) return false;
    const job = await take();
    if (job === null) return false;
    begin(job);
    return true;
  });

  return {
    wake: runner.wake,
    stop: async () => {
      stopping.abort();
      await runner.stop();
      await Promise.all(underWay);
    },
  };
}
