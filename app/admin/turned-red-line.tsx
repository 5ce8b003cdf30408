"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { TriangleAlert } from "#components/ui/icons";

/** These say more of it themselves. */
const TOLD_AT = ["/admin/set-up", "/admin/health"];

/** Tells admins which checks of the set-up turned red since yesterday. */
export function TurnedRedLine({ names }: { names: string[] }) {
  if (TOLD_AT.includes(usePathname() ?? "") || names.length === 0) return null;
  const list = new Intl.ListFormat("en").format(names);
  return (
    <p className="flex gap-2.5 px-4 py-1.5">
      <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span className="min-w-0">
        New problems in the set-up: {list}.{" "}
        <Link href="/admin/set-up" prefetch={false} className="font-medium underline">
          Check the set-up
        </Link>
      </span>
    </p>
  );
}
