import { listMember, textMember } from "../members.ts";

/** What a template shows, with its placeholders; an empty text for a part that it has not. */
interface ShownTemplate {
  /** What its header is made of: TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION. */
  format: string;
  header: string;
  body: string;
  footer: string;
  buttonLabels: string[];
}

/** Reads off a template's components, as Meta lists them, what it shows. */
export function readShown(components: unknown[]): ShownTemplate {
  const header = partOf(components, "HEADER");
  return {
    format: textMember(header, "format").toUpperCase() || "TEXT",
    header: textMember(header, "text"),
    body: textMember(partOf(components, "BODY"), "text"),
    footer: textMember(partOf(components, "FOOTER"), "text"),
    buttonLabels: listMember(partOf(components, "BUTTONS"), "buttons").map((button) =>
      textMember(button, "text"),
    ),
  };
}

/** The component of one type, or undefined. */
export function partOf(components: unknown[], type: string): unknown {
  return components.find((component) => textMember(component, "type").toUpperCase() === type);
}
