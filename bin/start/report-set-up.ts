import { execFile } from "node:child_process";
import type { Report } from "#lib/health/doctor/doctor";
import { say } from "../console.ts";
import { projectPath, projectRoot } from "../project.ts";
import type { Settings } from "../settings/settings.ts";
import { nextLine, WAIT_FOR_TUNNEL } from "./next-line.ts";
import { isTunnelRunning } from "./start-lock.ts";
import { worstLines } from "./worst-lines.ts";

const TIMEOUT_MS = 60_000;

/**
 * Has the doctor look at what has just started, in a process of its own, names the worst, and says what to do next. With a tunnel,
 * Meta learns its address only now that everything runs, so that its own terminal tells how it goes.
 */
export async function reportSetUp({ variables, dataDir }: Settings, databaseUrl: string): Promise<void> {
  if (await isTunnelRunning(dataDir)) return say(WAIT_FOR_TUNNEL);
  const given = { ...variables, DATABASE_URL: databaseUrl, ENV_FILE: "none" };
  const env = given as Record<string, string> as NodeJS.ProcessEnv;
  const options = { cwd: projectRoot, env, timeout: TIMEOUT_MS };
  // It ends with 1 where something is broken, and has said what all the same.
  execFile(process.execPath, [projectPath("bin", "doctor.ts"), "--json"], options, (_failed, output) => {
    const reports = readReports(output);
    for (const line of [...worstLines(reports ?? []), nextLine(reports, variables), ""]) say(line);
  });
}

function readReports(output: string): Report[] | null {
  try {
    return (JSON.parse(output) as { checks: Report[] }).checks;
  } catch {
    return null;
  }
}
