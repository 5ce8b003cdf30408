import type { Metadata } from "next";
import { Toaster } from "#components/ui/toaster";
import { requireStaff } from "../page-account.ts";
import { SendForm } from "./compose/send-form.tsx";
import { DeadLetters } from "./dead-letters/dead-letters.tsx";
import { RecentMessages } from "./messages/recent-messages.tsx";

export const metadata: Metadata = { title: "Console", robots: { index: false } };

/** Where staff write to a student and see what became of it. */
export default async function ConsolePage() {
  const account = await requireStaff("/admin");
  return (
    <div className="flex flex-col gap-8">
      <header>
        <h1 className="font-semibold text-3xl">Console</h1>
        <p className="mt-1 text-ink-soft">
          Write to a student, and see when your message is delivered and read.
        </p>
      </header>
      <SendForm role={account.role} owner={account.id} />
      <RecentMessages />
      <DeadLetters mayDecide={account.role === "admin"} />
      <Toaster />
    </div>
  );
}
