"use client";
import { Notice } from "#components/notice";
import { Button, buttonStyle } from "#components/ui/button";

/** What stands in place of a page that failed. */
export default function PageError({ reset }: { reset: () => void }) {
  return (
    <Notice
      as="h1"
      tone="bad"
      className="py-16"
      title="Something went wrong on our side"
      actions={
        <>
          <Button onClick={reset}>Try again</Button>
          <a href="/" className={buttonStyle({ variant: "secondary" })}>
            Go to the start page
          </a>
        </>
      }
    >
      <p>It is not your fault, and nothing is lost. If it happens again, please tell your school.</p>
    </Notice>
  );
}
