/** How a name is said that somebody chose for themselves, wherever it stands; it comes cleaned, without quotation marks. */
export function profileName(name: string): string {
  return `Profile name: “${name}”`;
}
