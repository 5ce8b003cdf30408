/** What the bot says. `purpose` names why, once per message that it replies to; each `{name}` in `text` that `secrets` has is filled in only while sending. */
export interface Reply {
  purpose: string;
  text: string;
  secrets?: Record<string, string>;
}

/** A text with its secrets filled in. */
export function fillIn(text: string, secrets: Record<string, string>): string {
  return text.replaceAll(/\{(\w+)\}/g, (mark, name: string) => secrets[name] ?? mark);
}
