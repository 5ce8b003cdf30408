import type { Environment } from "../env.ts";
import type { Mode } from "./mode.ts";

/** The one password of the demo accounts. */
export const DEMO_PASSWORD = "yeebitz-demo";

/** The published accounts of the demo, which exist nowhere else. */
export const demoAccounts = [
  { email: "student@yeebitz.test", name: "John Smith", role: "student" },
  { email: "student2@yeebitz.test", name: "Mei Chen", role: "student" },
  { email: "instructor@yeebitz.test", name: "Ines Costa", role: "instructor" },
  { email: "admin@yeebitz.test", name: "Ada Admin", role: "admin" },
] as const;

/** Whether the published accounts may sign in: in the demo, and where tests asked for them. Never in production. */
export function hasDemoAccounts(
  mode: Mode,
  { SEED_DEMO_ACCOUNTS }: Pick<Environment, "SEED_DEMO_ACCOUNTS">,
): boolean {
  return mode === "demo" || (mode === "development" && SEED_DEMO_ACCOUNTS);
}
