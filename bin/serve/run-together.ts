import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { onStop } from "../../server/stop-signals.ts";
import { projectPath, projectRoot } from "../project.ts";
import { onReady, stopChild } from "../start/child-process.ts";

function launch(program: string, variables: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [projectPath(program)], {
    cwd: projectRoot,
    env: variables as NodeJS.ProcessEnv,
    // By the channel they notice that we are gone, even by SIGKILL, and end as well.
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

async function endOf(child: ChildProcess): Promise<number> {
  const [code, signal] = await once(child, "exit");
  // Asked to stop before it could listen for that, it has nothing to finish.
  return signal === "SIGTERM" ? 0 : (code ?? 1);
}

/**
 * Runs programs until one of them ends or a stop is asked for, then ends the others as well; the exit code, which is 0 only
 * where a stop was asked for and all ended well. Starting them again is what a supervisor is for, which knows how often.
 */
export async function runTogether(programs: string[], variables: Record<string, string>): Promise<number> {
  const children = programs.map((program) => launch(program, variables));
  const ends = children.map(endOf);
  let isAskedFor = false;
  const stop = () => Promise.all(children.map(stopChild));
  onStop(
    () => {
      isAskedFor = true;
      void stop();
    },
    () => {
      for (const child of children) child.kill("SIGKILL");
    },
  );
  // One that can't be spawned is never ready; its end says why.
  const ready = children.map((child) => new Promise<void>((resolve) => onReady(child, resolve)));
  void Promise.all(ready).then(() => process.send?.({ ready: true }));
  await Promise.race(ends);
  await stop();
  const codes = await Promise.all(ends);
  return isAskedFor && codes.every((code) => code === 0) ? 0 : 1;
}
