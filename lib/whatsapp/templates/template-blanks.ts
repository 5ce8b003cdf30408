import { z } from "zod";
import { placeholdersIn } from "./placeholders.ts";

/** What must be filled in for a template, part by part. */
export interface TemplateBlanks {
  /** Names of the blanks; all of them numbers unless the template's blanks have names. */
  body: string[];
  /** `format` is TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION; null for a template without a header. */
  header: { format: string; names: string[] } | null;
  buttons: { type: string; label: string; names: string[] }[];
  /** The kinds of parts that the template has, in small letters. */
  parts: Set<string>;
}

const text = z.string().optional().catch(undefined);
/** The type of a button that cannot be read. */
export const UNREAD = "UNREAD";

/** An odd button keeps its place: those behind it are known by theirs. */
const ODD_BUTTON = { type: UNREAD, text: undefined, url: undefined };

const componentSchema = z.looseObject({
  type: z.string(),
  format: text,
  text,
  buttons: z
    .array(z.looseObject({ type: z.string(), text, url: text }).catch(ODD_BUTTON))
    .optional()
    .catch(undefined),
});

/** Reads off the components of a template, as Meta lists them, what must be filled in. */
export function blanksOf(components: unknown[]): TemplateBlanks {
  const parts = components.flatMap((component) => componentSchema.safeParse(component).data ?? []);
  const part = (type: string) => parts.find((candidate) => candidate.type.toUpperCase() === type);
  const header = part("HEADER");
  return {
    body: placeholdersIn(part("BODY")?.text),
    header: header
      ? { format: header.format?.toUpperCase() ?? "TEXT", names: placeholdersIn(header.text) }
      : null,
    buttons: (part("BUTTONS")?.buttons ?? []).map(({ type, text: label = "", url }) => ({
      type: type.toUpperCase(),
      label,
      names: placeholdersIn(url),
    })),
    parts: new Set(parts.map(({ type }) => type.toLowerCase())),
  };
}
