import type { Template } from "../responses.ts";
import type { Slot } from "./template-slots.ts";

/** What was filled in, by the key of the blank. */
export type Filled = Record<string, string>;

/** The filled-in blanks as the Cloud API wants them; null where there are none. */
export function buildComponents(template: Template, slots: Slot[], filled: Filled): object[] | null {
  const isNamed = template.parameter_format === "NAMED";
  const toParameter = ({ key, placeholder }: Slot) => ({
    type: "text",
    ...(isNamed ? { parameter_name: placeholder } : {}),
    text: filled[key]?.trim() ?? "",
  });
  const texts = (["header", "body"] as const).map((part) => ({
    type: part,
    parameters: slots.filter(({ place }) => place.part === part).map(toParameter),
  }));
  const buttons = slots.flatMap(({ key, place }) => {
    if (place.part !== "button") return [];
    const { index, subType } = place;
    const value = filled[key]?.trim() ?? "";
    const parameter =
      subType === "copy_code" ? { type: "coupon_code", coupon_code: value } : { type: "text", text: value };
    return [{ type: "button", sub_type: subType, index: String(index), parameters: [parameter] }];
  });
  const components = [...texts.filter(({ parameters }) => parameters.length > 0), ...buttons];
  return components.length > 0 ? components : null;
}

/** A text of the template with what was filled in; blanks that are still empty stay visible. */
export function fillText(text: string, part: "header" | "body", filled: Filled): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, placeholder: string) => {
    const value = filled[`${part}-${placeholder}`]?.trim();
    return value || whole;
  });
}
