import type { z } from "zod";
import type { sendBody } from "../api/sending.ts";
import type { MessageContent } from "../whatsapp/client.ts";

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
