import { z } from "zod";
import { checkText, checkValue, type Fault } from "./parameter-values.ts";
import { type TemplateBlanks, UNREAD } from "./template-blanks.ts";

type Button = TemplateBlanks["buttons"][number];

/** Meta's limits, in characters. */
const MAX_URL = 2000;
const MAX_PAYLOAD = 256;
const MAX_CODE = 15;

const buttonComponent = z.looseObject({
  sub_type: z.string(),
  index: z.union([z.int(), z.string().regex(/^\d{1,2}$/)]).transform(Number),
  parameters: z.array(z.unknown()).default([]),
});
const payloadParameter = z.looseObject({ type: z.literal("payload"), payload: z.string() });
const codeParameter = z.looseObject({ type: z.literal("coupon_code"), coupon_code: z.string() });

/** A component for a button, and where it stands. */
export interface GivenButton {
  component: unknown;
  path: string;
}

/** The faults of what is given for a template's buttons. */
export function checkButtons(buttons: Button[], given: GivenButton[], missingPath: string): Fault[] {
  const filled = new Set<number>();
  const faults = given.flatMap(({ component, path }): Fault[] => {
    const parsed = buttonComponent.safeParse(component);
    if (!parsed.success) return [{ path, message: "A button needs its sub_type, its index and parameters." }];
    const { sub_type, index, parameters } = parsed.data;
    const button = buttons[index];
    if (!button) return [{ path: `${path}.index`, message: "This template has no button with this index." }];
    if (filled.has(index)) return [{ path: `${path}.index`, message: "This button is filled in twice." }];
    filled.add(index);
    // What cannot be read of Meta's list is Meta's to judge.
    if (button.type === UNREAD) return [];
    const expected = subTypeOf(button);
    if (sub_type.toLowerCase() !== expected)
      return [{ path: `${path}.sub_type`, message: `This button is of the sub_type “${expected}”.` }];
    return checkParameters(button, parameters, `${path}.parameters`);
  });
  const missing = buttons.flatMap((button, index): Fault[] =>
    needsValue(button) && !filled.has(index)
      ? [{ path: missingPath, message: `The button “${button.label}” (index ${index}) is not filled in.` }]
      : [],
  );
  return [...faults, ...missing];
}

/** An authentication template's button is sent as an address. */
function subTypeOf({ type }: Button): string {
  return type === "OTP" ? "url" : type.toLowerCase();
}

function needsValue({ type, names }: Button): boolean {
  return names.length > 0 || type === "COPY_CODE" || type === "OTP";
}

function checkParameters(button: Button, parameters: unknown[], path: string): Fault[] {
  const { type } = button;
  const isKnown = ["URL", "OTP", "QUICK_REPLY", "COPY_CODE"].includes(type);
  if (!isKnown) return [];
  const most = type === "QUICK_REPLY" || needsValue(button) ? 1 : 0;
  const least = needsValue(button) ? 1 : 0;
  if (parameters.length > most || parameters.length < least)
    return [{ path, message: most === 0 ? "This button takes no value." : "This button takes one value." }];
  const first = `${path}.0`;
  return parameters.flatMap((parameter) => {
    if (type === "QUICK_REPLY") {
      const payload = payloadParameter.safeParse(parameter).data?.payload;
      if (payload === undefined)
        return [{ path: first, message: "This must be {type: “payload”, payload: …}." }];
      return checkValue(payload, `${first}.payload`, MAX_PAYLOAD);
    }
    if (type !== "COPY_CODE") return checkText(parameter, first, type === "OTP" ? MAX_CODE : MAX_URL);
    const code = codeParameter.safeParse(parameter).data?.coupon_code;
    if (code === undefined)
      return [{ path: first, message: "This must be {type: “coupon_code”, coupon_code: …}." }];
    return checkValue(code, `${first}.coupon_code`, MAX_CODE);
  });
}
