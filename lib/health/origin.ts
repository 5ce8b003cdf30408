/** Whose address it is, without the rest, in which others may keep a secret. */
export function originOf(address: string): string {
  return /^https?:/i.test(address) && URL.canParse(address) ? new URL(address).origin : "another address";
}
