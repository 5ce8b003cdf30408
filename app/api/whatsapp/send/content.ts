import type { z } from "zod";
import type { sendBody } from "#lib/api/sending";
import type { StaffConsent } from "#lib/outbox/marketing";
import type { MessageContent } from "#lib/whatsapp/client";

/** What a validated send request says. */
export function toContent(body: z.output<typeof sendBody>): MessageContent {
  if (body.message_type === "text") return { kind: "text", text: body.text ?? "" };
  return {
    kind: "template",
    template: {
      name: body.template_name ?? "",
      language: body.template_language,
      components: body.template_components ?? null,
    },
  };
}

/** How the person agreed to it, by a validated send request; a day counts from its beginning, and nothing is later than now. */
export function toConsent({ consent }: z.output<typeof sendBody>, now = new Date()): StaffConsent | null {
  if (!consent) return null;
  const at = consent.at ? new Date(consent.at) : now;
  return { how: consent.how, at: at < now ? at : now };
}
