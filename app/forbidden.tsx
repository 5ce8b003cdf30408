import type { Metadata } from "next";
import Link from "next/link";
import { DeadEnd } from "#components/dead-end";
import { SignOutButton } from "#components/sign-out-button";
import { buttonStyle } from "#components/ui/button";
import { findPageAccount } from "./page-account.ts";

export const metadata: Metadata = { title: "For teachers" };

/** What a student sees in place of a page for staff; the response's status is 403. */
export default async function Forbidden() {
  const account = await findPageAccount();
  return (
    <DeadEnd
      title="This page is for teachers"
      asked="Open the console, please."
      actions={
        <>
          <Link href="/settings" prefetch={false} className={buttonStyle()}>
            Go to your settings
          </Link>
          <SignOutButton next="/login?callbackUrl=/admin" className={buttonStyle({ variant: "secondary" })}>
            Sign in as somebody else
          </SignOutButton>
        </>
      }
    >
      <p>You are signed in as {account?.name}.</p>
      <p>Only instructors and administrators can write to students from here.</p>
    </DeadEnd>
  );
}
