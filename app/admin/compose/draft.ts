import { buildComponents, type Filled } from "#lib/whatsapp/templates/filled-components";
import { slotsOf } from "#lib/whatsapp/templates/slots";
import { LONGEST_TEXT, lengthOf } from "#lib/whatsapp/text-limit";
import type { Template } from "../responses.ts";
import { addressOf, type RecipientChoice } from "./recipient.ts";

/** A message that is being written. */
export interface Draft {
  recipient: RecipientChoice;
  kind: "text" | "template";
  text: string;
  template: Template | null;
  filled: Filled;
  /** How the person agreed to get marketing, where staff were asked. */
  consent: string;
}

/** Why a draft cannot be sent yet, one short sentence each; none when it can. `isConsentAsked` where it goes out only once somebody has said how the person agreed. */
export function obstaclesOf(draft: Draft, isConsentAsked = false): string[] {
  const { kind, text, template, filled, recipient, consent } = draft;
  const who = addressOf(recipient) ? [] : [whoWords(recipient)];
  if (kind === "text") {
    if (!text.trim()) return [...who, "Write a message."];
    return lengthOf(text) > LONGEST_TEXT ? [...who, `Shorten it to ${LONGEST_TEXT} characters.`] : who;
  }
  if (!template) return [...who, "Choose a template."];
  const isFilled = slotsOf(template.components).every(({ key }) => filled[key]?.trim());
  if (!isFilled) return [...who, "Fill in every field."];
  return isConsentAsked && !consent.trim() ? [...who, "Say how they agreed."] : who;
}

function whoWords({ typed }: Draft["recipient"]): string {
  return typed.trim()
    ? "Choose somebody from the list, or enter a number with its country code."
    : "Choose a recipient.";
}

/** What is left to write once `sent` has gone out: nothing, but for what was changed meanwhile. */
export function clearSent(now: Draft, sent: Draft): Draft {
  if (now.recipient !== sent.recipient) return now;
  const text = now.text === sent.text ? "" : now.text;
  const filled = now.filled === sent.filled ? {} : now.filled;
  return { ...now, text, filled, consent: "" };
}

/** A complete draft as `POST /api/whatsapp/send` takes it. */
export function toSendBody({ recipient, kind, text, template, filled, consent }: Draft): object {
  const to = addressOf(recipient);
  if (kind === "text" || !template) return { to, message_type: "text", text };
  return {
    to,
    message_type: "template",
    template_name: template.name,
    template_language: template.language,
    template_components: buildComponents(slotsOf(template.components), template.parameter_format, filled),
    ...(consent.trim() ? { consent: { how: consent.trim() } } : {}),
  };
}
