import { WifiOff } from "#components/ui/icons";

/** Says that what is shown (“This”, “This list”) may be out of date, and why. */
export function StaleNote({ what = "This", words }: { what?: string; words: string }) {
  return (
    <p role="status" className="flex gap-2.5 rounded-xl bg-warn-soft px-4 py-3 text-warn-text">
      <WifiOff aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span className="min-w-0">
        {what} may be out of date. {words} We’ll keep trying.
      </span>
    </p>
  );
}
