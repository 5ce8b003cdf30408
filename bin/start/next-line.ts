import type { Report } from "#lib/health/doctor/doctor";
import { isLoopback } from "#lib/settings/loopback";

/** What comes next while a tunnel is open. */
export const WAIT_FOR_TUNNEL =
  "Next: wait until the tunnel's terminal says to, then send hi to your WhatsApp number.";

/** Without these, no message arrives, or none is replied to. */
const NEEDED = ["database", "worker", "token", "app_secret", "number", "subscribed_app", "fields"];

/** And without these none comes to this machine, which a tunnel can mend. */
const LEADS_HERE = ["public_address", "callback"];

const THEN = "then send hi to your WhatsApp number.";
const ASK_DOCTOR = `Next: run npm run doctor and mend what it names, ${THEN}`;

/** What to do next, after what the doctor found, or couldn't (null); sending a message only once it can arrive. */
export function nextLine(
  reports: readonly Report[] | null,
  { WHATSAPP_WEBHOOK_URL = "" }: Record<string, string>,
): string {
  const isRed = (ids: string[]) => reports?.some(({ id, light }) => light === "red" && ids.includes(id));
  if (!reports || isRed(NEEDED)) return ASK_DOCTOR;
  if (isLoopback(WHATSAPP_WEBHOOK_URL)) return `Next: run npm run tunnel in another terminal, ${THEN}`;
  if (isRed(LEADS_HERE)) return ASK_DOCTOR;
  return "Next: send hi to your WhatsApp number.";
}
