import { exactWords } from "./exact-words.ts";

/** What tells a message from others. */
export interface NamedMessage {
  to: string;
  /** How its text begins, or which template it is. */
  words: string | null;
  createdAt: string;
}

/** A message for those who only hear or read its name. */
export function nameOf({ to, words, createdAt }: NamedMessage): string {
  const quoted = words && `, “${words}”`;
  return `message to ${to}${quoted ?? ""}, written ${exactWords(createdAt)}`;
}
