/** How a name is said that somebody chose for themselves, wherever it stands; it comes cleaned, without quotation marks. */
export function callsItself(name: string): string {
  return `calls itself “${name}”`;
}
