import pino from "pino";
import { env } from "./env.ts";

let logger: pino.Logger | undefined;

/** The process's logger: one JSON line an event, UTC. Give it ids and codes, never texts, numbers or tokens. */
export function log(): pino.Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    timestamp: pino.stdTimeFunctions.isoTime,
    base: { pid: process.pid },
    serializers: { error: describeError },
    redact: {
      paths: [
        "token",
        "password",
        "phone",
        "text",
        "to",
        "authorization",
        "*.token",
        "*.password",
        "*.phone",
        "*.text",
      ],
      censor: "[removed]",
    },
  });
  return logger;
}

/** An error as a log may show it: kind, code and place, without its message, which may quote what a person wrote. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { code, meta } = error as Error & { code?: unknown; meta?: { modelName?: unknown } };
  const trace = error.stack?.replace(error.message, "").split("\n") ?? [];
  const frames = trace.filter((line) => /^ +at .+:\d+:\d+\)?$/.test(line));
  return {
    kind: error.name,
    code,
    model: meta?.modelName,
    at: frames.slice(0, 6).map((line) => line.trim()),
    cause: error.cause ? describeError(error.cause) : undefined,
  };
}
