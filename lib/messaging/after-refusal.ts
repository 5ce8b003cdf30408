import { pool, transaction } from "../db.ts";
import { recordOptOut } from "./consent.ts";
import type { OutgoingMessage } from "./outgoing.ts";
import { refreshTemplates } from "./templates.ts";

const MARKETING_STOPPED = 131050;

/** What Meta says when a template is not as our list has it. */
const TEMPLATE_DIFFERS = new Set([132000, 132001]);

/** How old our list of templates must be to be asked for anew: once for many refusals. */
const STALE_SECONDS = 60;

/** Draws the conclusions from a refusal that reach beyond its message: who wants no marketing, and that our list of templates is old. */
export async function learnFromRefusal({ personId }: OutgoingMessage, code: number): Promise<void> {
  if (code === MARKETING_STOPPED && personId)
    await transaction((tx) => recordOptOut(tx, personId, "error_131050"));
  if (TEMPLATE_DIFFERS.has(code) && (await areTemplatesStale())) await refreshTemplates();
}

async function areTemplatesStale(): Promise<boolean> {
  const { rows } = await pool().query<{ stale: boolean }>(
    `select coalesce(max(refreshed_at) < now() - make_interval(secs => $1), true) as stale from message_templates`,
    [STALE_SECONDS],
  );
  return rows[0]?.stale ?? true;
}
