import { type RunningProcess, startProcess } from "./processes.ts";

/** Starts the worker in a process of its own, with the settings of this test and those given. */
export function startWorker(settings: Record<string, string> = {}): Promise<RunningProcess> {
  const ours = Object.entries(process.env).filter(([name]) =>
    /^(WHATSAPP_|NEXTAUTH_|DATABASE_URL|PLATFORM_NAME|TIME_ZONE|CONNECT_|NODE_ENV|LOG_LEVEL)/.test(name),
  );
  return startProcess("worker/main.ts", { ...Object.fromEntries(ours), ...settings });
}
