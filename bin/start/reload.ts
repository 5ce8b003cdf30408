import { existsSync, watch } from "node:fs";
import { say } from "../console.ts";
import { projectPath } from "../project.ts";
import type { Supervised } from "./child.ts";

const SETTLE_MS = 200;

/** What each process is made of; the web server reloads by itself. */
const SOURCES: Record<string, string[]> = {
  worker: ["worker", "lib", "prisma"],
  simulator: ["simulator", "lib/whatsapp"],
};

/** Starts the worker and the simulator again when their sources change: for developing. */
export function reloadOnChange(children: Supervised[]): void {
  for (const child of children) {
    let timer: NodeJS.Timeout | undefined;
    const restart = () => {
      say(`The ${child.name} changed. Restarting it.`);
      void child.restart();
    };
    const onChange = (_event: string, file: string | null) => {
      if (!file || !/\.(ts|js|html|css)$/.test(file) || /\.test\.ts$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(restart, SETTLE_MS);
    };
    for (const folder of (SOURCES[child.name] ?? []).map((name) => projectPath(name)).filter(existsSync)) {
      watch(folder, { recursive: true }, onChange);
    }
  }
}
