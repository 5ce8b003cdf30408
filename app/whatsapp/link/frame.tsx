import type { ReactNode } from "react";
import { Avatar } from "#components/avatar";
import { BrandMark } from "#components/brand";
import { Footer } from "#components/footer";
import { SkipLink } from "#components/skip-link";
import type { Account } from "#lib/auth/accounts";

interface FrameProps {
  platform: string;
  account: Account | null;
  children: ReactNode;
}

/** The top and bottom of the page: those of all pages, without what needs a script. */
export function Frame({ platform, account, children }: FrameProps) {
  return (
    <>
      <SkipLink />
      <header className="border-line border-b bg-surface">
        <div className="mx-auto flex min-h-16 max-w-6xl flex-wrap items-center justify-between gap-x-2 px-4 sm:px-6">
          <a href="/" className="flex min-h-11 min-w-0 items-center gap-2.5 rounded-lg font-semibold">
            <BrandMark className="size-9 shrink-0" />
            <span className="min-w-0 break-words leading-tight">{platform} Connect</span>
          </a>
          {account && (
            <a
              href="/settings"
              aria-label={`Settings of ${account.name}`}
              className="grid min-h-11 min-w-11 place-items-center rounded-xl hover:bg-sunken"
            >
              <Avatar name={account.name} />
            </a>
          )}
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-2xl flex-1 px-4 py-8 sm:px-6 sm:py-12">
        {children}
      </main>
      <Footer platform={platform} />
    </>
  );
}
