import type { Metadata } from "next";
import Link from "next/link";
import { Notice } from "#components/notice";
import { buttonStyle } from "#components/ui/button";

export const metadata: Metadata = { title: "Page not found" };

/** What an address shows that leads nowhere. */
export default function NotFound() {
  return (
    <Notice
      as="h1"
      tone="info"
      className="py-16"
      title="There is no such page"
      actions={
        <Link href="/" prefetch={false} className={buttonStyle()}>
          Go to the start page
        </Link>
      }
    >
      <p>Maybe the address was cut off. To link your WhatsApp, open the newest link in your chat.</p>
    </Notice>
  );
}
