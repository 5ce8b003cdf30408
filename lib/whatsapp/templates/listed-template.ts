import { z } from "zod";

/** A message template as Meta lists it; `components` in Meta's shape. */
export interface ListedTemplate {
  name: string;
  language: string;
  category: string;
  status: string;
  parameterFormat: "NAMED" | "POSITIONAL";
  components: unknown[];
}

/** What one template may take up; Meta's own limits allow some tens of thousands of characters. */
const MAX_CHARACTERS = 200_000;

/** A text without what can be neither shown nor kept (U+FFFD stands for it by now). */
const word = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{C}\s\uFFFD]+$/u);

const row = z
  .looseObject({
    name: word(512),
    language: word(16),
    category: word(32),
    status: word(32),
    // Meta takes it in small letters where templates are made.
    parameter_format: z
      .string()
      .toUpperCase()
      .pipe(z.enum(["NAMED", "POSITIONAL"]))
      .catch("POSITIONAL"),
    components: z
      .array(z.unknown())
      .nullish()
      .transform((components) => components ?? []),
  })
  .transform(({ name, language, category, status, parameter_format, components }) => ({
    ...{ name, language, category, status, components },
    parameterFormat: parameter_format,
  }))
  .refine(({ components }) => JSON.stringify(components).length <= MAX_CHARACTERS);

/** One row of Meta's list of templates; null where it cannot be read, which is no fault of the others. */
export function readListedTemplate(given: unknown): ListedTemplate | null {
  return row.safeParse(given).data ?? null;
}
