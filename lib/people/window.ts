/** WhatsApp's customer service window: free text may be sent for so long after the person's last message. */
const WINDOW_HOURS = 24;

/** What is kept off the window's end, so that a text does not arrive at Meta just after it has shut. */
const MARGIN_MS = 60_000;

/** When the window shuts, by the time of the person's last message; null for a person who never wrote to us. */
export function windowClosesAt(lastInboundAt: Date | null): Date | null {
  return lastInboundAt && new Date(lastInboundAt.getTime() + WINDOW_HOURS * 3_600_000 - MARGIN_MS);
}

/** Whether free text may be sent now: "unknown" for a person who never wrote to us, where Meta decides. */
export function windowState(lastInboundAt: Date | null, now: Date): "open" | "closed" | "unknown" {
  const closesAt = windowClosesAt(lastInboundAt);
  if (!closesAt) return "unknown";
  return closesAt > now ? "open" : "closed";
}
