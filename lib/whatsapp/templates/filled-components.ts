import { fillPlaceholders } from "./placeholders.ts";
import type { ButtonPlace, Slot } from "./slots.ts";

/** What was filled in, by the key of the blank. */
export type Filled = Record<string, string>;

/** The filled-in blanks as the Cloud API wants them; null where there are none. */
export function buildComponents(
  slots: Slot[],
  format: "NAMED" | "POSITIONAL",
  filled: Filled,
): object[] | null {
  const valueFor = (key: string) => filled[key]?.trim() ?? "";
  const toParameter = ({ key, placeholder }: Slot) => ({
    type: "text",
    ...(format === "NAMED" ? { parameter_name: placeholder } : {}),
    text: valueFor(key),
  });
  const texts = (["header", "body"] as const).map((part) => ({
    type: part,
    parameters: slots.filter(({ place }) => place.part === part).map(toParameter),
  }));
  const buttons = slots.flatMap(({ key, place }) =>
    place.part === "button" ? [buttonComponent(place, valueFor(key))] : [],
  );
  const components = [...texts.filter(({ parameters }) => parameters.length > 0), ...buttons];
  return components.length > 0 ? components : null;
}

function buttonComponent({ index, fills }: ButtonPlace, value: string): object {
  const [subType, parameter] =
    fills === "coupon"
      ? ["copy_code", { type: "coupon_code", coupon_code: value }]
      : ["url", { type: "text", text: value }];
  return { type: "button", sub_type: subType, index: String(index), parameters: [parameter] };
}

/** A text of the template with what was filled in; blanks that are still empty stay visible. */
export function fillText(text: string, part: "header" | "body", filled: Filled): string {
  return fillPlaceholders(text, (placeholder) => filled[`${part}-${placeholder}`]?.trim());
}
