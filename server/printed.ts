import { log } from "#lib/log";

const LEVELS = {
  error: "error",
  warn: "warn",
  log: "info",
  info: "info",
  debug: "debug",
  trace: "debug",
} as const;

/**
 * Puts what others print (Next does, of requests that it cannot read) into the log as what it is: one line of JSON, an
 * error without its message, of words only the first few and no digits, since they may be what somebody sent.
 */
export function logWhatIsPrinted(): void {
  for (const [name, level] of Object.entries(LEVELS)) {
    console[name as keyof typeof LEVELS] = (...printed: unknown[]) => {
      const error = printed.find((one) => one instanceof Error);
      log()[error && isHangUp(error) ? "debug" : level](
        { error, said: beginningOf(printed) },
        "something was printed",
      );
    };
  }
  process.removeAllListeners("warning").on("warning", (error) => log().warn({ error }, "Node warns"));
}

/** Whether somebody went away before their request had come or had its response, which is nobody's fault. */
function isHangUp(error: Error & { code?: unknown }): boolean {
  return (error.code === "ECONNRESET" && error.message === "aborted") || error.name === "ResponseAborted";
}

/** The first words of what is printed, where it begins with some. */
function beginningOf(printed: unknown[]): string | undefined {
  const [first] = printed;
  if (typeof first !== "string") return undefined;
  return first.split("\n", 1)[0]?.replaceAll(/\d/g, "#").slice(0, 60);
}
