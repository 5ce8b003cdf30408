import { sqlState } from "../database/database-errors.ts";
import { describeError } from "../log.ts";

/** The code under which a dead letter keeps why it failed: PostgreSQL's, or else the error's own, or its kind. */
export function failureCode(error: unknown): string {
  const { kind, code } = describeError(error);
  return String(sqlState(error) ?? code ?? kind);
}
