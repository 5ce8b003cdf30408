import type { Metadata } from "next";
import { Toaster } from "#components/ui/toaster";
import { requireAdmin } from "../../page-account.ts";
import { SetUp } from "./set-up.tsx";

export const metadata: Metadata = { title: "Set-up", robots: { index: false } };

/** Where admins see whether everything is set up, here and at Meta, and mend it. */
export default async function SetUpPage() {
  await requireAdmin("/admin/set-up");
  return (
    <div className="flex flex-col gap-8">
      <header>
        <h1 className="font-semibold text-3xl">Set-up</h1>
        <p className="mt-1 text-ink-soft">
          See whether everything is set up, here and at Meta, and fix what isn’t.
        </p>
      </header>
      <SetUp />
      <Toaster />
    </div>
  );
}
