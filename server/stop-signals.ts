/**
 * Calls `stop` once, at the first sign that this process should end: Ctrl-C, SIGTERM, a closed terminal, a message
 * of boot.mjs where there are no signals, or the end of the parent. A second Ctrl-C calls `force`.
 */
export function onStop(stop: (reason: string) => void, force: () => void = () => process.exit(130)): void {
  let isStopping = false;
  const first = (reason: string) => {
    if (isStopping) return;
    isStopping = true;
    stop(reason);
  };
  process.on("SIGINT", () => (isStopping ? force() : first("SIGINT")));
  for (const signal of ["SIGTERM", "SIGHUP", "SIGBREAK"] as const) process.on(signal, () => first(signal));
  process.on("disconnect", () => first("parent gone"));
  process.on("message", (message) => {
    if (typeof message === "object" && message !== null && "stop" in message) first("parent asked");
  });
}
