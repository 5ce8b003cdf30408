/** The SQLSTATE classes by which PostgreSQL refuses what it was given: bad values, broken rules, more than it can hold. */
const REFUSED_STATE = /^(22|23|54)[0-9A-Z]{3}$/;

/** How Prisma says the same, where it tells no SQLSTATE. */
const REFUSED_CODE = /^P20(00|0[2-7]|1[1-5]|19|20|23|33)$/;

/** What Prisma blames on the query that it was asked for: a fault of ours. */
const OUR_CODE = /^P20(01|08|09|1[6-8]|25|26|29|30|35)$/;

/** Prisma's failures; the one that is missing here, for a query that makes no sense, is a fault of ours. */
const PRISMA_FAILURE =
  /^(PrismaClient(KnownRequest|UnknownRequest|Initialization|RustPanic)Error|DriverAdapterError)$/;

/** Marks what the driver threw, in whichever bundle of ours: it gives a lost connection neither a code nor a class of its own. */
const OF_THE_DRIVER = Symbol.for("connect.of-the-driver");

/** Remembers of what the driver threw that it is the database's, whatever it looks like; a `TypeError` is ours. */
export function markDatabaseError<E>(error: E): E {
  const isOurs = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
  if (error instanceof Error && !isOurs) Object.assign(error, { [OF_THE_DRIVER]: true });
  return error;
}

/** Marks that a connection was waited for in vain because all of them were in use. */
const OF_BEING_BUSY = Symbol.for("connect.of-being-busy");

/** Remembers of an error that all connections were in use, and not the database away. */
export function markBusy(error: unknown): void {
  if (error instanceof Error) Object.assign(error, { [OF_BEING_BUSY]: true });
}

/** Whether a failure means that all connections were in use for too long. */
export function isOfBeingBusy(error: unknown): boolean {
  for (const link of chain(error)) if (OF_BEING_BUSY in link) return true;
  return false;
}

/** An error, those that it holds, and what caused each. */
function* chain(error: unknown, depth = 0): Generator<Record<string, unknown>> {
  if (depth > 6 || error === null || typeof error !== "object") return;
  const link = error as Record<string, unknown>;
  yield link;
  if (link instanceof AggregateError) for (const one of link.errors) yield* chain(one, depth + 1);
  const meta = link.meta as { driverAdapterError?: unknown } | undefined;
  yield* chain(link.cause ?? meta?.driverAdapterError, depth + 1);
}

/** The SQLSTATE that PostgreSQL gave, wherever Prisma has put it; null where it gave none. */
export function sqlState(error: unknown): string | null {
  for (const { code, originalCode, severity } of chain(error)) {
    if (typeof originalCode === "string") return originalCode;
    if (typeof severity === "string" && typeof code === "string") return code;
  }
  return null;
}

/**
 * What the database's part in a failure is: it refuses what it was given ("refused"), or cannot do it now ("not-now"),
 * which is everything that it says beside refusals, also what nobody has ever seen. Null for what is not the database's.
 */
function faultOf(error: unknown): "refused" | "not-now" | null {
  const state = sqlState(error);
  if (state !== null) return REFUSED_STATE.test(state) ? "refused" : "not-now";
  let isOfTheDatabase = false;
  for (const link of chain(error)) {
    if (typeof link.code === "string" && REFUSED_CODE.test(link.code)) return "refused";
    if (typeof link.code === "string" && OUR_CODE.test(link.code)) return null;
    isOfTheDatabase ||= OF_THE_DRIVER in link || PRISMA_FAILURE.test(String(link.name));
  }
  return isOfTheDatabase ? "not-now" : null;
}

/** Whether a failure means that the database cannot do it now, so that the caller should try again. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return faultOf(error) === "not-now";
}

/** Whether the database refused what it was given as data: the same would be refused again. */
export function isRefusedAsData(error: unknown): boolean {
  return faultOf(error) === "refused";
}

/** Whether statements that wait for each other were ended: each by itself may succeed at once. */
export function isDeadlock(error: unknown): boolean {
  return sqlState(error)?.startsWith("40") ?? false;
}

/** Whether a write was refused because it would make a second row of what may exist once. */
export function isUniqueViolation(error: unknown): boolean {
  for (const link of chain(error)) {
    if (link.code === "P2002" || link.code === "23505" || link.originalCode === "23505") return true;
  }
  return false;
}
