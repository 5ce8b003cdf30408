/** An e-mail address that its owner recognises and a stranger cannot use: `j•••@example.com`. */
export function maskEmail(email: string): string {
  return email.replace(/^(.)[^@]*/u, "$1•••");
}

/** A phone number that its owner recognises and nobody else can call: `+1•••67`. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 2)}•••${phone.slice(-2)}`;
}
