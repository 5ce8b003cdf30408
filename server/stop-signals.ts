type Stop = (reason: string) => void;

let stopping: { stop: Stop; force: () => void } | undefined;

/**
 * Calls `stop` once, at the first sign that this process should end: Ctrl-C, SIGTERM, a closed terminal, a message
 * of boot.mjs where there are no signals, or the end of the parent. A second Ctrl-C calls `force`. Said again, the last counts.
 */
export function onStop(stop: Stop, force: () => void = () => process.exit(130)): void {
  const isListening = stopping !== undefined;
  stopping = { stop, force };
  if (!isListening) listen();
}

function listen(): void {
  let isStopping = false;
  const first = (reason: string) => {
    if (isStopping) return;
    isStopping = true;
    stopping?.stop(reason);
  };
  process.on("SIGINT", () => (isStopping ? stopping?.force() : first("SIGINT")));
  for (const signal of ["SIGTERM", "SIGHUP", "SIGBREAK"] as const) process.on(signal, () => first(signal));
  process.on("disconnect", () => first("parent gone"));
  // It can be gone before we listen.
  if (process.connected === false) first("parent gone");
  process.on("message", (message) => {
    if (typeof message === "object" && message !== null && "stop" in message) first("parent asked");
  });
}
