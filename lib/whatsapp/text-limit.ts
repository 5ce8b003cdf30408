/** WhatsApp's limit for a text, in characters. */
export const LONGEST_TEXT = 4096;
