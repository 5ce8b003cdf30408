import type { Metadata } from "next";
import { Toaster } from "#components/ui/toaster";
import { requireAdmin } from "../../page-account.ts";
import { Health } from "./health.tsx";

export const metadata: Metadata = { title: "Health", robots: { index: false } };

/** Where admins see whether everything works: what waits, what failed, and why. */
export default async function HealthPage() {
  await requireAdmin("/admin/health");
  return (
    <div className="flex flex-col gap-8">
      <header>
        <h1 className="font-semibold text-3xl">Health</h1>
        <p className="mt-1 text-ink-soft">See whether messages get through, and what to do if they don’t.</p>
      </header>
      <Health />
      <Toaster />
    </div>
  );
}
