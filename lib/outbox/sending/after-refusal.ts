import { transaction } from "../../db.ts";
import { recordOptOut } from "../../people/consent.ts";
import { refreshStaleTemplates } from "../../templates/templates.ts";
import { MARKETING_STOPPED } from "../../whatsapp/error-table.ts";
import type { OutgoingMessage } from "./outgoing.ts";

/** What Meta says when a template is not as our list has it. */
const TEMPLATE_DIFFERS = new Set([132000, 132001]);

/** Draws the conclusions from a refusal that reach beyond its message: who wants no marketing, and that our list of templates is old. */
export async function learnFromRefusal({ personId }: OutgoingMessage, code: number): Promise<void> {
  if (code === MARKETING_STOPPED && personId)
    await transaction((tx) => recordOptOut(tx, personId, "error_131050"));
  if (TEMPLATE_DIFFERS.has(code)) await refreshStaleTemplates();
}
