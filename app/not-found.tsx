import type { Metadata } from "next";
import Link from "next/link";
import { DeadEnd } from "#components/dead-end";
import { buttonStyle } from "#components/ui/button";

export const metadata: Metadata = { title: "Page not found" };

/** What an address shows that leads nowhere. */
export default function NotFound() {
  return (
    <DeadEnd
      title="Page not found"
      asked="Show me this page, please."
      actions={
        <Link href="/" prefetch={false} className={buttonStyle()}>
          Go to the start page
        </Link>
      }
    >
      <p>This page doesn’t exist. Part of the address may be missing.</p>
      <p>To link your WhatsApp, open the newest link in your chat.</p>
    </DeadEnd>
  );
}
