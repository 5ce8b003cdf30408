import { audit } from "../audit.ts";
import { isFirstIn } from "../limits.ts";

const PERIOD = { name: "audited-refresh", seconds: 600 };

/** Writes into the audit log who had the templates listed anew; once in ten minutes, however often they press. */
export async function auditRefresh(actorId: string, address: string): Promise<void> {
  if (!(await isFirstIn(PERIOD, actorId))) return;
  await audit("templates_refreshed", { userId: actorId, actorId, address });
}
