import type { Buttons } from "../whatsapp/buttons.ts";

/**
 * What the bot says. `purpose` names why, once per message that it replies to; each `{name}` in `text` or in a button's
 * address that `secrets` has is filled in only while sending. The text says all by itself: buttons may not arrive.
 */
export interface Reply {
  purpose: string;
  text: string;
  buttons?: Buttons;
  secrets?: Record<string, string>;
}

/** A text with its secrets filled in. */
export function fillIn(text: string, secrets: Record<string, string>): string {
  return text.replaceAll(/\{(\w+)\}/g, (mark, name: string) => secrets[name] ?? mark);
}

/** Buttons with the secrets of their address filled in. */
export function fillInAddress(buttons: Buttons | null, secrets: Record<string, string>): Buttons | null {
  if (buttons === null || Array.isArray(buttons)) return buttons;
  return { ...buttons, address: fillIn(buttons.address, secrets) };
}
