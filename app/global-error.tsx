"use client";
import { Notice } from "#components/notice";
import { buttonStyle } from "#components/ui/button";
import "./globals.css";

/** What stands in place of everything when not even the frame of the pages could be made. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center p-4 font-sans">
        <title>Something went wrong</title>
        <main>
          <Notice
            as="h1"
            tone="bad"
            title="Something went wrong on our side"
            actions={
              <a href="/" className={buttonStyle()}>
                Go to the start page
              </a>
            }
          >
            <p>It is not your fault, and nothing is lost. Please try again in a moment.</p>
          </Notice>
        </main>
      </body>
    </html>
  );
}
