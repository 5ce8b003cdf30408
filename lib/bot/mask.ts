/** An email address that its owner recognises and a stranger cannot use: `j•••@example.com`. */
export function maskEmail(email: string): string {
  return email.replace(/^(.)[^@]*/u, "$1•••");
}
