import type { Slot } from "#lib/whatsapp/templates/slots";

const FILLS = { address: "end of the address", coupon: "the code to copy", code: "the code" };

/** What the field of a blank is called. */
export function slotLabel({ place, placeholder }: Slot): string {
  if (place.part === "button") return `Button “${place.label}”: ${FILLS[place.fills]}`;
  return `${place.part === "header" ? "Title" : "Text"}: ${wordsFor(placeholder)}`;
}

function wordsFor(placeholder: string): string {
  return /^\d+$/.test(placeholder) ? `blank ${placeholder}` : placeholder.replaceAll("_", " ");
}
