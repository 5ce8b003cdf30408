import type { z } from "zod";

const list = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** What a value is counted in, by its kind. */
const UNITS: Record<string, string> = { string: " characters", array: " entries" };

/** The words for a fault that its schema has no words for. */
export const plainFault: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "This is missing." : `This must be ${nameOf(issue.expected)}.`;
    case "unrecognized_keys":
      return `There's no ${issue.keys.map((key) => `“${key}”`).join(", ")} here. Check the spelling.`;
    case "invalid_value":
      return `This must be ${list.format(issue.values.map((value) => `“${String(value)}”`))}.`;
    case "too_small":
      return `This must be at least ${issue.minimum}${UNITS[issue.origin] ?? ""}.`;
    case "too_big":
      return `This must be at most ${issue.maximum}${UNITS[issue.origin] ?? ""}.`;
    case "invalid_format":
      return "This doesn't have the right format.";
    default:
      return undefined;
  }
};

function nameOf(expected: string): string {
  if (expected === "boolean") return "true or false";
  if (expected === "int") return "a whole number";
  if (expected === "string") return "a text";
  return `${/^[aeiou]/.test(expected) ? "an" : "a"} ${expected}`;
}
