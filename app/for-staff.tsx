import Link from "next/link";
import { buttonStyle } from "#components/ui/button";
import { Check } from "#components/ui/icons";

const POINTS = [
  "Write to one student: free text within 24 hours of their last message, approved templates at any time.",
  "See what was sent, delivered and read, as it happens.",
  "When a message doesn’t arrive, see why in plain words.",
];

/** What instructors and administrators get, and their way in. */
export function ForStaff() {
  return (
    <section
      aria-labelledby="staff-heading"
      className="grid items-center gap-8 rounded-3xl bg-brand-soft p-6 sm:p-10 lg:grid-cols-[1fr_auto]"
    >
      <div className="flex flex-col gap-4">
        <h2 id="staff-heading" className="font-semibold text-3xl">
          Are you a teacher?
        </h2>
        <ul className="flex flex-col gap-2.5">
          {POINTS.map((point) => (
            <li key={point} className="flex max-w-prose gap-2.5">
              <Check aria-hidden className="mt-0.5 size-5 shrink-0 text-brand-text" />
              {point}
            </li>
          ))}
        </ul>
      </div>
      <Link href="/admin" prefetch={false} className={buttonStyle({ variant: "secondary", size: "large" })}>
        Sign in to the console
      </Link>
    </section>
  );
}
