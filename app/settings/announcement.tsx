import { clsx } from "clsx";

/** News of what happened elsewhere, for the eye and for screen readers; empty while there is none. */
export function Announcement({ words }: { words: string }) {
  return (
    <p role="status" className={clsx(words ? "animate-appear rounded-xl bg-sunken px-4 py-3" : "sr-only")}>
      {words}
    </p>
  );
}
