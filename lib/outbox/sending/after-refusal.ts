import { transaction } from "../../db.ts";
import { META_REFUSAL, recordOptOut } from "../../people/consent.ts";
import { refreshStaleTemplates } from "../../templates/templates.ts";
import { isOldTemplate, MARKETING_STOPPED } from "../../whatsapp/error-codes.ts";
import type { OutgoingMessage } from "./outgoing.ts";

/** Draws the conclusions from a refusal that reach beyond its message: who wants no marketing, and that our list of templates is old. */
export async function learnFromRefusal({ personId }: OutgoingMessage, code: number): Promise<void> {
  if (code === MARKETING_STOPPED && personId)
    await transaction((tx) => recordOptOut(tx, personId, META_REFUSAL));
  if (isOldTemplate(code)) await refreshStaleTemplates();
}
