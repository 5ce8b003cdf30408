import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { complain, say } from "../console.ts";
import { projectPath, projectRoot } from "../project.ts";
import type { Settings } from "../settings/settings.ts";
import { findKeptFault, readKept } from "../tunnel/kept.ts";
import { isTunnelRunning } from "./start-lock.ts";

const TIMEOUT_MS = 90_000;

/** Gives the number back the callback that a tunnel which was killed has left changed, and says so in a line. Never throws. */
export async function restoreLeftover({ dataDir, variables }: Settings): Promise<void> {
  const fault = findKeptFault(dataDir);
  if (fault) return complain(`Tunnel: started without one. ${fault}`);
  try {
    if (!readKept(dataDir)?.callback || (await isTunnelRunning(dataDir))) return;
    const given = { ...variables, ENV_FILE: "none" } as Record<string, string> as NodeJS.ProcessEnv;
    const options = { cwd: projectRoot, env: given, timeout: TIMEOUT_MS };
    const words = [projectPath("bin", "tunnel.ts"), "--restore"];
    const { stdout } = await promisify(execFile)(process.execPath, words, options);
    say(`Tunnel: the last one was killed. ${stdout.trim()}`);
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    complain(
      `Tunnel: the last one was killed, and what it changed at Meta can't be restored now. ${stderr.trim() || message}`,
    );
  }
}
