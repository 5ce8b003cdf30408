import { z } from "zod";
import type { ListedTemplate } from "./listed-template.ts";
import { checkAttachment, checkText, type Fault } from "./parameter-values.ts";
import { blanksOf } from "./template-blanks.ts";
import { checkButtons, type GivenButton } from "./template-buttons.ts";

/** Meta's limits for a value in a header, in a body, and in the body of a template that is nothing else. */
const MAX_HEADER = 60;
const MAX_BODY = 1024;
const MAX_LONE_BODY = 32_768;

const givenComponent = z.looseObject({
  type: z.string().transform((type) => type.toLowerCase()),
  parameters: z.array(z.unknown()).default([]),
});
const namedParameter = z.looseObject({ parameter_name: z.string().min(1) });

interface GivenPart {
  parameters: unknown[];
  path: string;
}

/**
 * What Meta would refuse about the values for a template, judged by the template as Meta last listed it: too few or too many,
 * unknown, given twice, empty, or of a shape that does not fit. `path` is where these components stand in the request.
 */
export function listParameterFaults(
  { parameterFormat, components }: Pick<ListedTemplate, "parameterFormat" | "components">,
  given: unknown[] | null,
  path: string,
): Fault[] {
  const blanks = blanksOf(components);
  const { parts, faults } = sortParts(given ?? [], blanks.parts, path);
  const isNamed = parameterFormat === "NAMED";
  const missing = { parameters: [], path };
  const body = parts.body ?? missing;
  const header = parts.header ?? missing;
  const maxBody = blanks.parts.size === 1 ? MAX_LONE_BODY : MAX_BODY;
  return [
    ...faults,
    ...(blanks.header === null || blanks.header.format === "TEXT"
      ? checkTexts(blanks.header?.names ?? [], isNamed, header, "title", MAX_HEADER)
      : checkAttachment(blanks.header.format, header.parameters, header.path)),
    ...checkTexts(blanks.body, isNamed, body, "text", maxBody),
    ...checkButtons(blanks.buttons, parts.buttons, path),
  ];
}

interface GivenParts {
  header?: GivenPart;
  body?: GivenPart;
  buttons: GivenButton[];
}

function sortParts(
  given: unknown[],
  known: Set<string>,
  path: string,
): { parts: GivenParts; faults: Fault[] } {
  const parts: GivenParts = { buttons: [] };
  const faults: Fault[] = [];
  for (const [at, component] of given.entries()) {
    const here = `${path}.${at}`;
    const parsed = givenComponent.safeParse(component);
    const type = parsed.data?.type;
    if (!parsed.success) faults.push({ path: here, message: "This must be an object with a type." });
    else if (type === "button") parts.buttons.push({ component, path: here });
    else if (type !== "header" && type !== "body") {
      // Carousels and the like are Meta's to judge, where the template has them.
      if (type === "footer" || !known.has(String(type)))
        faults.push({ path: `${here}.type`, message: "This must be “header”, “body” or “button”." });
    } else if (parts[type]) faults.push({ path: `${here}.type`, message: `The ${type} is given twice.` });
    else parts[type] = { parameters: parsed.data.parameters, path: `${here}.parameters` };
  }
  return { parts, faults };
}

function checkTexts(
  names: string[],
  isNamed: boolean,
  { parameters, path }: GivenPart,
  part: "title" | "text",
  maxLength: number,
): Fault[] {
  const values = parameters.flatMap((parameter, at) => checkText(parameter, `${path}.${at}`, maxLength));
  if (isNamed) return [...checkNames(names, { parameters, path }, part), ...values];
  const count =
    parameters.length === names.length ? [] : [{ path, message: countWords(names, parameters, part) }];
  return [...count, ...values];
}

function countWords(names: string[], { length }: unknown[], part: string): string {
  const blanks = names.length === 1 ? "1 blank" : `${names.length} blanks`;
  return `The ${part} of this template has ${blanks}, and ${length === 1 ? "1 value is" : `${length} values are`} given.`;
}

function checkNames(names: string[], { parameters, path }: GivenPart, part: string): Fault[] {
  const given = parameters.map((parameter) => namedParameter.safeParse(parameter).data?.parameter_name);
  const known = new Set(names);
  const seen = new Set<string>();
  const wrong = given.flatMap((name, at): Fault[] => {
    const here = `${path}.${at}.parameter_name`;
    if (name === undefined) return [{ path: here, message: "Say which blank this value is for." }];
    if (!known.has(name)) return [{ path: here, message: `The ${part} has no blank of this name.` }];
    if (seen.has(name)) return [{ path: here, message: "This blank is filled in twice." }];
    seen.add(name);
    return [];
  });
  const missing = names.filter((name) => !seen.has(name));
  return [...wrong, ...missing.map((name) => ({ path, message: `The blank “${name}” is not filled in.` }))];
}
