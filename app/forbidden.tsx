import type { Metadata } from "next";
import Link from "next/link";
import { DeadEnd } from "#components/dead-end";
import { SignOutButton } from "#components/sign-out-button";
import { buttonStyle } from "#components/ui/button";
import { isStaff } from "#lib/auth/roles";
import { findPageAccount } from "./page-account.ts";

export const metadata: Metadata = { title: "Not allowed" };

/** What stands in place of a page that somebody's role doesn't allow; the response's status is 403. */
export default async function Forbidden() {
  const account = await findPageAccount();
  const { title, asked, why, href, label } = isStaff(account) ? FOR_ADMINISTRATORS : FOR_TEACHERS;
  return (
    <DeadEnd
      title={title}
      asked={asked}
      actions={
        <>
          <Link href={href} prefetch={false} className={buttonStyle()}>
            {label}
          </Link>
          <SignOutButton next="/login?callbackUrl=/admin" className={buttonStyle({ variant: "secondary" })}>
            Sign in with another account
          </SignOutButton>
        </>
      }
    >
      <p>You are signed in as {account?.name}.</p>
      <p>{why}</p>
    </DeadEnd>
  );
}

const FOR_TEACHERS = {
  title: "This page is for teachers",
  asked: "Open the console, please.",
  why: "Only instructors and administrators can write to students from here.",
  href: "/settings",
  label: "Go to your settings",
};

const FOR_ADMINISTRATORS = {
  title: "This page is for administrators",
  asked: "Open this page, please.",
  why: "Ask an administrator. You can still write to students in the console.",
  href: "/admin",
  label: "Go to the console",
};
