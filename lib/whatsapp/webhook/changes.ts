import { z } from "zod";

const change = z.looseObject({ field: z.string() });

/** Whether a stored change event says that our message templates are no longer what Meta last listed. */
export function isTemplateChange(payload: unknown): boolean {
  const parsed = change.safeParse(payload);
  return parsed.success && /^(message_template_|template_category_update)/.test(parsed.data.field);
}
