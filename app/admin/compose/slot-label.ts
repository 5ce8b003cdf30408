import type { Slot } from "#lib/whatsapp/templates/slots";

const FILLS = { address: "end of the address", coupon: "the code to copy", code: "the code" };

/** What the field of a blank is called. */
export function slotLabel({ place, placeholder }: Slot): string {
  if (place.part === "button") return `Button “${place.label}”: ${FILLS[place.fills]}`;
  const words = wordsFor(placeholder);
  return place.part === "header" ? `Title: ${words}` : words.charAt(0).toUpperCase() + words.slice(1);
}

/** What stands there, as the template's author called it; without a name for it, its number. */
function wordsFor(placeholder: string): string {
  return /^\d+$/.test(placeholder) ? `value ${placeholder}` : placeholder.replaceAll("_", " ");
}
