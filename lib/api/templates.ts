import type { z } from "zod";
import type { KeptTemplates } from "../templates/templates.ts";
import { toTimestamp } from "../time.ts";
import type { templatesResponse } from "./messages.ts";

/** The kept templates in the shape of our API. */
export function toTemplatesResponse({
  templates,
  refreshedAt,
  unread,
}: KeptTemplates): z.output<typeof templatesResponse> {
  return {
    templates: templates.map(({ parameterFormat, ...template }) => ({
      ...template,
      parameter_format: parameterFormat,
    })),
    refreshed_at: refreshedAt && toTimestamp(refreshedAt),
    unread,
  };
}
