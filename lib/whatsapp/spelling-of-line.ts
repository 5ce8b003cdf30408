/** As the SQL function `spelling_of_line` has it, rule by rule; of those that fit, the first counts. */
const RULES: [spelling: RegExp, line: string][] = [
  [/^\+55([1-9][1-9])([6-9]\d{7})$/, "+55$19$2"],
  [/^\+521(\d{10})$/, "+52$1"],
  [/^\+549?1115(\d{8})$/, "+5411$1"],
  [/^\+549?([23]\d{2})15(\d{7})$/, "+54$1$2"],
  [/^\+549?([23]\d{3})15(\d{6})$/, "+54$1$2"],
  [/^\+549(\d{10})$/, "+54$1"],
  [/^\+22901(\d{8})$/, "+229$1"],
];

/** A number in the one spelling that stands for all that are valid for its line, where no database can be asked. */
export function spellingOfLine(phone: string): string {
  const rule = RULES.find(([spelling]) => spelling.test(phone));
  return rule ? phone.replace(...rule) : phone;
}
