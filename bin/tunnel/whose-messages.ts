import { z } from "zod";
import { isAbandoned } from "#lib/health/doctor/callbacks";
import { originOf } from "#lib/health/origin";
import { ask } from "./ask.ts";

/** What our webhook says to a call without a challenge, and no other server. */
const OF_OURS = "incomplete_handshake";

/** What a Connect runs as whose messages nobody misses. */
const TRIALS = ["development", "demo"];

const refusal = z.looseObject({ code: z.string() });
const alive = z.looseObject({ status: z.literal("ok"), mode: z.string() });

/**
 * Why the messages that go to a callback now are not a tunnel's to take; null where they are a trial's, or nobody's any more. In
 * doubt, as of a server that is down for a moment, they are somebody's.
 */
export async function whyNotOurs(callback: string): Promise<string | null> {
  const origin = originOf(callback);
  const [refused, health] = await Promise.all([ask(refusal, callback), ask(alive, `${origin}/health`)]);
  if (refused?.code === OF_OURS)
    return TRIALS.includes(health?.mode ?? "")
      ? null
      : `A Connect in production answers at ${origin}, which gets this number's messages. ` +
          "A tunnel would take them away from the school. Use Meta's test number, or another number, to try things out.";
  if (await isAbandoned(callback)) return null;
  return (
    `This number's messages go to ${origin}, which may be somebody's live server: it doesn't identify itself as a Connect on trial. ` +
    "Nothing was changed. Use Meta's test number, or another number. Once you're sure that nobody needs the messages there, remove " +
    "the callback by hand, then run npm run tunnel again. See docs/common-issues.md#a-callback-that-somebody-else-has."
  );
}
