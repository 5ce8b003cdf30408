/** A number of things in words, such as "1 minute" or "3 minutes"; part of them counts as a whole. */
export function count(number: number, thing: string, things = `${thing}s`): string {
  const whole = Math.ceil(number);
  return `${whole} ${whole === 1 ? thing : things}`;
}
