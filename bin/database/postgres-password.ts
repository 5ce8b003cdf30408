import { spawn } from "node:child_process";
import { join } from "node:path";
import { endWithUs } from "./postgres-children.ts";
import { type Cluster, processOptions } from "./postgres-cluster.ts";

/** Sets the password anew when it is no longer known (postgres.json was deleted), by the server's single-user mode. */
export function resetPasswordIfLost(cluster: Cluster, known: string | undefined): Promise<void> {
  if (known === cluster.password) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const child = spawn(join(cluster.binaries, "postgres"), ["--single", "-D", cluster.folder, "postgres"], {
      ...processOptions(cluster),
      stdio: ["pipe", "ignore", "ignore"],
    });
    endWithUs(child);
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`PostgreSQL's password couldn't be reset in ${cluster.folder}.`)),
    );
    child.stdin?.end(`alter user postgres password '${cluster.password}'\n`);
  });
}
