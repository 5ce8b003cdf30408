import { Avatar } from "#components/avatar";
import { SignOutButton } from "#components/sign-out-button";
import { buttonStyle } from "#components/ui/button";
import { Card } from "#components/ui/card";
import type { Account } from "#lib/auth/accounts";

/** Who is signed in, and the way out. */
export function AccountCard({ account }: { account: Account }) {
  return (
    <Card aria-labelledby="account-heading" className="flex flex-wrap items-center gap-4">
      <Avatar name={account.name} className="size-12 text-lg" />
      <div className="min-w-0 flex-1 basis-48">
        <h2 id="account-heading" className="text-ink-soft text-sm">
          Your account
        </h2>
        <p className="break-words font-semibold text-lg">{account.name}</p>
        <p className="text-ink-soft [overflow-wrap:anywhere]">
          {account.email} · {account.role}
        </p>
      </div>
      <SignOutButton next="/" className={buttonStyle({ variant: "secondary" })}>
        Sign out
      </SignOutButton>
    </Card>
  );
}
