import { z } from "zod";
import { optional, optionalText } from "../optional.ts";
import { readDetails } from "./details.ts";

/** What a message says. */
export interface Saying {
  /** As staff see it: what was written, the label that was tapped, the caption, or what else is in it; null for nothing. */
  text: string | null;
  /** Where words of ours are looked for, the last place with the most patience. */
  said: string[];
  /**
   * Whether it speaks to us in words, answers a template by a tap on its button, is something else, or says nothing, as a
   * notice of WhatsApp's or a filled-in form.
   */
  manner: "words" | "answer" | "media" | "silent";
}

const shape = z.object({
  type: z.string(),
  text: optional(z.object({ body: optionalText })),
  button: optional(z.object({ payload: optionalText, text: optionalText })),
  interactive: optional(
    z.object({
      type: optionalText,
      button_reply: optional(z.object({ id: optionalText, title: optionalText })),
      list_reply: optional(z.object({ id: optionalText, title: optionalText })),
    }),
  ),
  unsupported: optional(z.object({ type: optionalText })),
});
const captioned = z.object({ caption: optionalText });

/** What people do that is no speech, and what WhatsApp says itself. */
const NOTICES = new Set([
  ...["reaction", "system", "edit", "edited", "revoke", "revoked", "deleted", "request_welcome", "receipt"],
  ...["ephemeral", "keep_in_chat", "pin", "poll_update", "protocol", "typing", "call"],
]);
const TYPED = new Set(["text", "button"]);
const FILLED_IN = new Set(["nfm_reply", "call_permission_reply"]);

/** Reads what a message says, whatever of it is missing. */
export function readSaying(message: Record<string, unknown>): Saying {
  const { type, text, button, interactive, unsupported } = shape.parse(message);
  const { button_reply: reply, list_reply: row } = interactive ?? {};
  const payload = button?.payload ?? reply?.id ?? row?.id;
  const written = text?.body;
  const label = button?.text ?? reply?.title ?? row?.title ?? payload;
  const caption = captioned.safeParse(Object.hasOwn(message, type) ? message[type] : null).data?.caption;
  const shown = written ?? label ?? caption;
  if (NOTICES.has(type) || NOTICES.has(unsupported?.type ?? "")) return silent(shown);
  const said = [written, payload, label, caption].filter((words) => words !== undefined);
  const manner = type === "button" ? "answer" : "words";
  if (written !== undefined || label !== undefined) return { text: shown ?? null, said, manner };
  const details = caption ?? readDetails(message);
  if (TYPED.has(type) || FILLED_IN.has(interactive?.type ?? "")) return silent(details);
  return { text: details ?? null, said, manner: "media" };
}

function silent(text: string | undefined | null): Saying {
  return { text: text ?? null, said: [], manner: "silent" };
}
