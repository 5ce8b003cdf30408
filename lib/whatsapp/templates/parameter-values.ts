import { z } from "zod";

/** Something that Meta would refuse: where it stands, and what is wrong with it, in plain words. */
export interface Fault {
  path: string;
  message: string;
}

const fallback = z.looseObject({ fallback_value: z.string() });
const textParameter = z.union([
  z.looseObject({ type: z.literal("text"), text: z.string() }).transform(({ text }) => text),
  z
    .looseObject({ type: z.literal("currency"), currency: fallback })
    .transform(({ currency }) => currency.fallback_value),
  z
    .looseObject({ type: z.literal("date_time"), date_time: fallback })
    .transform(({ date_time }) => date_time.fallback_value),
]);

/** The faults of one value that is put into a text. Source: Meta's Cloud API reference, template parameters. */
export function checkText(parameter: unknown, path: string, maxLength: number): Fault[] {
  const parsed = textParameter.safeParse(parameter);
  if (!parsed.success) return [{ path, message: "This must be {type: “text”, text: …} with a text." }];
  return checkValue(parsed.data, `${path}.text`, maxLength);
}

/** The faults of one value, whatever it is for. */
export function checkValue(value: string, path: string, maxLength: number): Fault[] {
  const tooLong = { path, message: `This value may have at most ${maxLength} characters.` };
  // No character takes more than two units: what is that long need not be looked at.
  if (value.length > 2 * maxLength) return [tooLong];
  const faults: [isFault: boolean, message: string][] = [
    [value.trim() === "", "This value is empty."],
    [/[\n\r\t]/.test(value), "A value cannot have line breaks or tabs."],
    [/ {5,}/.test(value), "A value cannot have more than four spaces in a row."],
    [/\{\{\s*\w+\s*\}\}/.test(value), "This value holds a blank itself, such as {{1}}."],
    [[...value].length > maxLength, tooLong.message],
  ];
  return faults.flatMap(([isFault, message]) => (isFault ? { path, message } : []));
}

const media = z
  .looseObject({ id: z.string().min(1).optional(), link: z.url({ protocol: /^https?$/ }).optional() })
  .refine(({ id, link }) => (id === undefined) !== (link === undefined));
const coordinate = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]);
const location = z.looseObject({ latitude: coordinate, longitude: coordinate });

const ATTACHMENTS: Record<string, { schema: z.ZodType; words: string }> = {
  IMAGE: { schema: media, words: "a picture: {type: “image”, image: {link or id}}" },
  VIDEO: { schema: media, words: "a video: {type: “video”, video: {link or id}}" },
  DOCUMENT: { schema: media, words: "a document: {type: “document”, document: {link or id}}" },
  LOCATION: { schema: location, words: "a place: {type: “location”, location: {latitude, longitude}}" },
};

/** The faults of the one parameter of a header that is no text; none for a format that we do not know. */
export function checkAttachment(format: string, parameters: unknown[], path: string): Fault[] {
  const attachment = ATTACHMENTS[format];
  if (!attachment) return [];
  const type = format.toLowerCase();
  const schema = z.tuple([z.looseObject({ type: z.literal(type), [type]: attachment.schema })]);
  if (schema.safeParse(parameters).success) return [];
  return [{ path, message: `The header of this template needs ${attachment.words}.` }];
}
