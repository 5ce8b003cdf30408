import { reasonOf } from "#lib/errors";
import { complain } from "./console.ts";

/** Runs a command to its end: its own exit code, 0 without one, or 1 and the reason in words without a stack. */
export async function runCommand(run: () => Promise<unknown>): Promise<never> {
  try {
    await run();
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    complain(reasonOf(error));
    process.exit(1);
  }
}
