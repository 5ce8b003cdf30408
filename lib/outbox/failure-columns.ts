/** The SQL of each thing that is kept of why a message failed or waits. */
interface ReasonSql {
  code?: string;
  title?: string;
  details?: string;
  fbtraceId?: string;
}

/** The SQL of the code of a message that WhatsApp didn't confirm. */
export const UNCONFIRMED = "'unconfirmed'";

/** The SQL that sets why a message failed or waits; what isn't given is cleared, so that nothing of an earlier reason stays. */
export function reasonIs({
  code = "null",
  title = "null",
  details = "null",
  fbtraceId = "null",
}: ReasonSql): string {
  return `failure_code = ${code}, failure_title = ${title}, failure_details = ${details}, fbtrace_id = ${fbtraceId}`;
}

/** The SQL that clears why a message failed or waits. */
export const NO_REASON = reasonIs({});
