import { findChatUrl } from "#lib/whatsapp/number";

const PATIENCE_MS = 1500;

/** The address that opens the chat with `text` written; null while it is not known, which no page waits for long to learn. */
export function findChatUrlSoon(text: string): Promise<string | null> {
  const tooLate = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS).unref());
  return Promise.race([findChatUrl(text), tooLate]);
}
