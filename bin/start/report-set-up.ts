import { execFile } from "node:child_process";
import type { Report } from "#lib/health/doctor/doctor";
import { say } from "../console.ts";
import { projectPath, projectRoot } from "../project.ts";
import type { Settings } from "../settings/settings.ts";
import { worstLines } from "./worst-lines.ts";

const TIMEOUT_MS = 60_000;

/** Has the doctor look at what has just started, in a process of its own, and names the worst; a doctor that fails says nothing. */
export function reportSetUp({ variables }: Settings, databaseUrl: string): void {
  const given = { ...variables, DATABASE_URL: databaseUrl, ENV_FILE: "none" };
  const env = given as Record<string, string> as NodeJS.ProcessEnv;
  const options = { cwd: projectRoot, env, timeout: TIMEOUT_MS };
  // It ends with 1 where something is broken, and has said what all the same.
  execFile(process.execPath, [projectPath("bin", "doctor.ts"), "--json"], options, (_failed, output) => {
    for (const line of linesIn(output)) say(line);
  });
}

function linesIn(output: string): string[] {
  try {
    return worstLines((JSON.parse(output) as { checks: Report[] }).checks);
  } catch {
    return [];
  }
}
