"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { TriangleAlert } from "#components/ui/icons";

/** Tells admins which checks of the set-up turned red since yesterday, but where that page itself says more. */
export function TurnedRedLine({ names }: { names: string[] }) {
  if (usePathname() === "/admin/set-up" || names.length === 0) return null;
  const list = new Intl.ListFormat("en").format(names);
  return (
    <p className="mb-6 flex gap-2.5 rounded-xl bg-warn-soft px-4 py-3 text-warn-text">
      <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span className="min-w-0">
        Turned red in the set-up since yesterday: {list}.{" "}
        <Link href="/admin/set-up" prefetch={false} className="font-medium underline">
          Check the set-up
        </Link>
      </span>
    </p>
  );
}
