import {
  ERROR_FAMILIES,
  GRAPH_ERRORS,
  type GraphErrorRule,
  NARROWER_ERRORS,
  UNKNOWN,
  UNKNOWN_TRANSIENT,
} from "./error-table.ts";

/** Names a refusal of Meta's as it is kept: its code, with what makes it a narrower one behind a stroke. */
export function errorKey(code: number, subcode: number | null, message: string | null): string {
  const narrower = NARROWER_ERRORS.find(
    (one) => one.code === code && (one.subcode === subcode || one.words?.test(message ?? "")),
  );
  return narrower?.key ?? String(code);
}

/**
 * The rule for a code, or for a key of `errorKey`. Codes that no table knows, and none at all, are refusals, unless Meta called
 * the fault transient.
 */
export function ruleFor(key: number | string | null, isTransient = false): GraphErrorRule {
  const code = key === null || key === "" ? Number.NaN : Number(key);
  const known =
    NARROWER_ERRORS.find((one) => one.key === key)?.rule ??
    GRAPH_ERRORS[code] ??
    ERROR_FAMILIES.find(({ from, to }) => code >= from && code <= to)?.rule;
  return known ?? (isTransient ? UNKNOWN_TRANSIENT : UNKNOWN);
}

/** A refusal in one sentence for people, with Meta's own details where it gave any. */
export function explain(key: number | string | null, details: string | null): string {
  const { plain } = ruleFor(key);
  return details ? `${plain} (WhatsApp says: ${details})` : plain;
}
