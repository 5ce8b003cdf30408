import { headers } from "next/headers";
import { findSessionEnd } from "#lib/auth/sessions/session";
import { env } from "#lib/env";
import { durationInWords } from "#lib/time";

interface SessionEndNoteProps {
  /** Whether they have just signed out everywhere, here. */
  isEndedEverywhere: boolean;
}

/** Why somebody who was signed in in this browser is so no more. */
export async function SessionEndNote({ isEndedEverywhere }: SessionEndNoteProps) {
  if (isEndedEverywhere) {
    return (
      <p role="status" className="rounded-xl bg-brand-soft px-4 py-3 text-brand-text">
        You’re signed out in every browser.
      </p>
    );
  }
  const end = await findSessionEnd((await headers()).get("cookie"));
  if (!end) return null;
  return (
    <p role="status" className="rounded-xl bg-warn-soft px-4 py-3 text-warn-text">
      {end === "unused"
        ? `You were signed out because this browser wasn’t used for ${durationInWords(env().STAFF_IDLE_MINUTES)}. Sign in to continue.`
        : "You were signed out because your account or its password was changed, or you signed out everywhere. Sign in to continue."}
    </p>
  );
}
