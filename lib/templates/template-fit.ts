import type { Db } from "../db.ts";
import { AppError } from "../errors.ts";
import type { MessageContent } from "../whatsapp/client.ts";
import { isApproved } from "../whatsapp/templates/approval.ts";
import type { Fault } from "../whatsapp/templates/parameter-values.ts";
import { listParameterFaults } from "../whatsapp/templates/template-parameters.ts";
import { readTemplate, refreshStaleTemplates } from "./templates.ts";

/** How many faults are told in the sentence for people; all are in the list for programs. */
const TOLD_FAULTS = 3;

/**
 * Throws 422 `template_unfit`, with the path of each fault in a send request, for a template that is not approved or values
 * that do not fit it, judged by the list that is kept; Meta is not asked. Before the first list, Meta itself decides.
 */
export async function requireFittingTemplate(tx: Db, content: MessageContent): Promise<void> {
  if (content.kind !== "template") return;
  const { name, language, components } = content.template;
  const row = await tx.messageTemplate.findUnique({ where: { name_language: { name, language } } });
  if (row) {
    const { status, ...template } = readTemplate(row);
    if (isApproved({ status }))
      return refuse(listParameterFaults(template, components, "template_components"));
    const words = status.toLowerCase().replaceAll("_", " ");
    return refuse([
      { path: "template_name", message: `WhatsApp lists this template as ${words}, not as approved.` },
    ]);
  }
  if ((await tx.messageTemplate.count()) === 0) return;
  refuse([
    { path: "template_name", message: "There is no approved template with this name in this language." },
  ]);
}

function refuse(faults: Fault[]): void {
  if (faults.length === 0) return;
  const told = faults.slice(0, TOLD_FAULTS).map(({ message }) => message);
  throw new AppError("template_unfit", told.join(" "), 422, { errors: faults });
}

/** Does something that a template must fit for; where it does not, once more with a new list of Meta's, if ours is old. */
export async function withFreshTemplates<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isUnfit = error instanceof AppError && error.code === "template_unfit";
    if (!isUnfit || !(await refreshStaleTemplates())) throw error;
    return work();
  }
}
