/** The business stops a minute before WhatsApp does, so that nothing arrives there too late. */
const MARGIN_MILLISECONDS = 60_000;

const clock = (date) =>
  date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", hour12: false });

/**
 * Whether the business may write freely to a person, as the console sees it.
 * @param {{windowClosesAt: number | null, lastInboundAt: number | null}} phone
 * @param {number} [now] milliseconds
 */
export function windowText({ windowClosesAt, lastInboundAt }, now = Date.now()) {
  if (lastInboundAt === null) return "Hasn’t written yet";
  const closesAt = (windowClosesAt ?? 0) - MARGIN_MILLISECONDS;
  if (closesAt <= now) return "Window closed";
  const isToday = new Date(closesAt).toDateString() === new Date(now).toDateString();
  return `Open until ${isToday ? "" : "tomorrow, "}${clock(new Date(closesAt))}`;
}
