/** What a secret protects is open to whoever can guess it, or has read it in our own guides. */
export const SECRETS = [
  "NEXTAUTH_SECRET",
  "OIDC_CLIENT_SECRET",
  "WHATSAPP_ACCESS_TOKEN",
  "WHATSAPP_WEBHOOK_SECRET",
  "WHATSAPP_VERIFY_TOKEN",
  "HEALTH_TOKEN",
];

/** The examples of `.env.example`, which everybody can read. */
const PUBLISHED = [
  "kQx0V6b1bB3m0w8rJ2m3sYbqv0h6f9c1T7u5z4d2Xe8=",
  "7Jm2qX0vR9sT4uW1",
  "0123456789abcdef0123456789abcdef",
  "5b2f0c7d9e1a4b6c8d0e2f4a6b8c0d1e",
  "a3f1c7e95b2d4860a3d7f1b9c5e82046",
  "whatsapp-verify-token-2024",
].map(plain);

/** What people write where a secret is still to come. */
const PLACEHOLDER =
  /change.?(me|this|it)|replace.?(me|this|it)|placeholder|^your\W|^whatsapp.?verify.?token|^<.*>$|example|openssl|^(secret|password|token)\W*\d*$/i;

const FEWEST_LETTERS = 6;

/** What is wrong with a value that was copied together with what stood around it; null when nothing is. */
export function findMiscopied(value: string): string | null {
  if (/^(["'`]).*\1$/s.test(value.trim())) return "is in quotation marks; leave them out";
  if (/^\s*(export\s+)?[A-Z]+(_[A-Z]+)+\s*[=:]./.test(value)) return "begins with a name; leave that out";
  return null;
}

/** What is wrong with a secret that is real; null when nothing is. */
export function findWeakness(secret: string): string | null {
  if (PUBLISHED.some((example) => plain(secret).includes(example)))
    return "is the example of the guides, which everybody can read";
  if (PLACEHOLDER.test(secret)) return "is a placeholder, not a secret";
  const isMade = new Set(secret).size >= FEWEST_LETTERS && !isRepeated(secret) && !isSequence(secret);
  return isMade ? null : "is too easily guessed: it is one pattern over and over";
}

/** What is left of a secret when it is dressed up: its letters and digits. */
function plain(secret: string): string {
  return secret.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Whether it is one piece, written twice or more often. */
function isRepeated(secret: string): boolean {
  const lower = secret.toLowerCase();
  // A text that stands in its own double before the end is made of repeated pieces; the last may be cut short.
  for (let length = 1; length <= lower.length / 2; length += 1) {
    if (lower.startsWith(lower.slice(length))) return true;
  }
  return false;
}

/** Whether most letters follow from the one before: the same, the next or the one before it. */
function isSequence(secret: string): boolean {
  const codes = [...secret.toLowerCase()].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).filter((code, at) => Math.abs(code - (codes[at] ?? 0)) <= 1);
  return steps.length > (codes.length - 1) / 2;
}
