/** SQLSTATE classes and system codes that mean "PostgreSQL cannot do this just now", as opposed to "the query is wrong". */
const UNAVAILABLE =
  /^(08...|57P0[1-4]|57014|53...|40001|40P01|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EHOSTUNREACH|P1000|P1001|P1002|P1003|P1008|P1011|P1017|P2024|P2028)$/;

/** What Prisma's driver adapter calls the same faults. */
const UNAVAILABLE_KINDS = new Set([
  "DatabaseNotReachable",
  "SocketTimeout",
  "ConnectionClosed",
  "TlsConnectionError",
  "TooManyConnections",
]);

/** node-postgres gives a lost connection neither a code nor a class of its own: nothing but its text tells it from a bug. */
const UNAVAILABLE_TEXT =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

function* chain(error: unknown): Generator<Record<string, unknown>> {
  let current: unknown = error;
  for (let depth = 0; depth < 6 && current !== null && typeof current === "object"; depth++) {
    const link = current as Record<string, unknown>;
    yield link;
    const meta = link.meta as { driverAdapterError?: unknown } | undefined;
    current = link.cause ?? meta?.driverAdapterError;
  }
}

/** Whether a failure means that the database is away, so that the caller should try again, rather than a fault of ours. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (const link of chain(error)) {
    for (const code of [link.code, link.originalCode, link.errorCode]) {
      if (typeof code === "string" && UNAVAILABLE.test(code)) return true;
    }
    if (typeof link.kind === "string" && UNAVAILABLE_KINDS.has(link.kind)) return true;
    if (link.name === "PrismaClientInitializationError") return true;
    if (link.code === undefined && UNAVAILABLE_TEXT.test(String(link.message))) return true;
    if (link instanceof AggregateError && link.errors.some(isDatabaseUnavailable)) return true;
  }
  return false;
}

/** Whether a write was refused because it would make a second row of what may exist once. */
export function isUniqueViolation(error: unknown): boolean {
  for (const link of chain(error)) {
    if (link.code === "P2002" || link.code === "23505" || link.originalCode === "23505") return true;
  }
  return false;
}
