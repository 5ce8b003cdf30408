import { env } from "./env.ts";

/** The places where a test may have a process of ours killed. */
type CrashPoint =
  | "after_commit_before_200"
  | "after_claim"
  | "after_effect_before_ack"
  | "after_mark_sending"
  | "after_http_before_store"
  | "after_store_before_release"
  | "after_ask_before_reply"
  | "tunnel_kept"
  | "tunnel_subscribed"
  | "tunnel_changed"
  | "tunnel_restoring"
  | "tunnel_restored";

/** Kills this process here and now, as a power cut would, if the test setting `CRASH_AT` names this point. */
export function crashPoint(point: CrashPoint): void {
  if (env().CRASH_AT === point) process.kill(process.pid, "SIGKILL");
}
