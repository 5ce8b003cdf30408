import type { Metadata } from "next";
import { requireStaff } from "../../page-account.ts";
import { AuditLog } from "./audit-log.tsx";
import { Funnel } from "./funnel.tsx";

export const metadata: Metadata = { title: "Audit log", robots: { index: false } };

/** Where staff see how linking goes, and who did what. */
export default async function AuditPage() {
  await requireStaff("/admin/audit");
  return (
    <div className="flex flex-col gap-8">
      <header>
        <h1 className="font-semibold text-3xl">Audit log</h1>
        <p className="mt-1 text-ink-soft">How linking is going, and who did what and when.</p>
      </header>
      <Funnel />
      <AuditLog />
    </div>
  );
}
