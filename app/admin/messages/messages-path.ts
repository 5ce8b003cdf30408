const PATH = "/api/whatsapp/messages";

/** Which messages are looked at. */
export type Direction = "all" | "outbound" | "inbound";

/** The address of the newest messages. */
export function messagesPath(direction: Direction): string {
  return `${PATH}?limit=50${direction === "all" ? "" : `&direction=${direction}`}`;
}

/** Whether a key of the cache holds messages. */
export function isMessagesPath(key: unknown): boolean {
  return typeof key === "string" && key.startsWith(PATH);
}
