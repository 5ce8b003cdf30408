import { windowState } from "../../people/window.ts";
import { unseal } from "../../sealing.ts";
import type { Buttons } from "../../whatsapp/buttons.ts";
import type { MessageContent } from "../../whatsapp/client.ts";
import { MARKETING_CAPPED } from "../../whatsapp/error-codes.ts";
import { explain } from "../../whatsapp/errors.ts";
import { callbackDataFor } from "../../whatsapp/webhook/status.ts";
import { NO_CONSENT, OPTED_OUT } from "../marketing.ts";
import { explainFailure } from "../outcome-words.ts";
import { fillIn, fillInAddress } from "../reply.ts";

/** A message that is this worker's to send, marked `sending` in the database before the request is made. */
export interface OutgoingMessage {
  id: string;
  /** Requests that Meta may have carried out, this one included. */
  attempts: number;
  /** How often Meta answered that it would not take this message just now. */
  refusals: number;
  /** When this try began, which tells it from others of the same message. */
  attemptedAt: Date;
  /** Why it was not taken the last time; null where it was not tried before. */
  lastFailure: string | null;
  personId: string | null;
  phone: string | null;
  bsuid: string | null;
  purpose: string;
  kind: "text" | "template";
  text: string | null;
  buttons: Buttons | null;
  sealedSecrets: string | null;
  templateName: string | null;
  templateLanguage: string | null;
  templateComponents: unknown[] | null;
  isExpired: boolean;
  /** Whether it is marketing for a person who wants none. */
  isUnwanted: boolean;
  /** Whether it is marketing for a person who never agreed to get any, or whose agreement has ended. */
  isUnasked: boolean;
  /** Whether it is marketing, and WhatsApp protected the person from some of ours less than 24 hours ago. */
  isTooSoon: boolean;
  lastInboundAt: Date | null;
  now: Date;
}

/** Why a message must not be sent any more, judged at the moment of sending; null when it may. */
export function findObstacle(message: OutgoingMessage): { code: string; title: string } | null {
  if (message.isExpired) return { code: "expired", title: explainExpiry(message) };
  if (!message.phone && !message.bsuid)
    return { code: "no_address", title: "This person has no number any more." };
  if (message.isUnwanted) return { code: "opted_out", title: OPTED_OUT };
  if (message.isUnasked) return { code: "no_consent", title: NO_CONSENT };
  if (message.isTooSoon) return { code: "too_soon", title: explain(MARKETING_CAPPED, null) };
  if (message.kind === "text" && windowState(message.lastInboundAt, message.now) === "closed") {
    return { code: "window_closed", title: WINDOW_CLOSED };
  }
  if (!readContent(message)) return { code: "unreadable", title: "Its contents can no longer be read." };
  return null;
}

function explainExpiry({ lastFailure }: OutgoingMessage): string {
  const kept = { failureCode: lastFailure, failureTitle: null, failureDetails: null };
  const reason = explainFailure(kept);
  const words = "It could not be sent in time, so it was not sent at all.";
  return reason ? `${words} It waited for this reason: ${reason}` : words;
}

/** The refusal of free text outside of the 24-hour window, in plain words. */
export const WINDOW_CLOSED =
  "More than 24 hours have passed since this person last wrote to us, so WhatsApp only takes a template.";

/** What the message says, secrets filled in; null when they cannot be unsealed. */
export function readContent(message: OutgoingMessage): MessageContent | null {
  const { kind, text, buttons, sealedSecrets, templateName, templateLanguage, templateComponents } = message;
  if (kind === "template") {
    if (!templateName || !templateLanguage) return null;
    return {
      kind,
      template: { name: templateName, language: templateLanguage, components: templateComponents },
    };
  }
  if (!sealedSecrets) return text ? { kind, text, buttons } : null;
  const unsealed = unseal(sealedSecrets);
  if (!unsealed || !text) return null;
  const secrets = JSON.parse(unsealed) as Record<string, string>;
  return { kind, text: fillIn(text, secrets), buttons: fillInAddress(buttons, secrets) };
}

/** What travels with the message, to be told by its statuses which row and which attempt they are about. */
export function callbackData({ id, attempts }: OutgoingMessage): string {
  return callbackDataFor(id, attempts);
}
