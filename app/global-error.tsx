"use client";
import { DeadEnd } from "#components/dead-end";
import { buttonStyle } from "#components/ui/button";
import "./globals.css";

/** What stands in place of everything when not even the frame of the pages could be made. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body className="grid min-h-dvh grid-cols-1 items-center px-4 py-8 font-sans">
        <title>Something went wrong</title>
        <main>
          <DeadEnd
            title="Something went wrong on our side"
            asked="Show me this page, please."
            actions={
              <a href="/" className={buttonStyle()}>
                Go to the start page
              </a>
            }
          >
            <p>We couldn’t show this page. It’s not your fault, and nothing is lost.</p>
            <p>Please try again in a moment.</p>
          </DeadEnd>
        </main>
      </body>
    </html>
  );
}
