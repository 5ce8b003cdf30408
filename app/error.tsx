"use client";
import { DeadEnd } from "#components/dead-end";
import { Button, buttonStyle } from "#components/ui/button";

/** What stands in place of a page that failed. */
export default function PageError({ reset }: { reset: () => void }) {
  return (
    <DeadEnd
      title="Something went wrong on our side"
      asked="Show me this page, please."
      actions={
        <>
          <Button onClick={reset}>Try again</Button>
          <a href="/" className={buttonStyle({ variant: "secondary" })}>
            Go to the start page
          </a>
        </>
      }
    >
      <p>We couldn’t show this page. It’s not your fault, and nothing is lost.</p>
      <p>If it happens again, please tell your school.</p>
    </DeadEnd>
  );
}
