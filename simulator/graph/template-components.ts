import type { Json } from "../json.ts";

/** The body of a template, with examples for its numbered placeholders. */
export const body = (text: string, ...examples: string[]): Json =>
  examples.length > 0 ? { type: "BODY", text, example: { body_text: [examples] } } : { type: "BODY", text };

/** The body of a template, with examples for its named placeholders. */
export const namedBody = (text: string, examples: Record<string, string>): Json => {
  const params = Object.entries(examples).map(([param_name, example]) => ({ param_name, example }));
  return { type: "BODY", text, example: { body_text_named_params: params } };
};

/** A line of text above it. */
export const header = (text: string, example?: string): Json => ({
  type: "HEADER",
  format: "TEXT",
  text,
  ...(example ? { example: { header_text: [example] } } : {}),
});

/** A line of small print below it. */
export const footer = (text: string): Json => ({ type: "FOOTER", text });

/** Buttons that answer with their own text. */
export const quickReplies = (...texts: string[]): Json => ({
  type: "BUTTONS",
  buttons: texts.map((text) => ({ type: "QUICK_REPLY", text })),
});
