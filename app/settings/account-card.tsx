import { AccountIdentity } from "#components/account-identity";
import { SignOutButton } from "#components/sign-out-button";
import { buttonStyle } from "#components/ui/button";
import { Card } from "#components/ui/card";
import type { Account } from "#lib/auth/accounts";

/** Who is signed in, and the way out. */
export function AccountCard({ platform, account }: { platform: string; account: Account }) {
  return (
    <Card aria-labelledby="account-heading" className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="account-heading" className="font-semibold text-xl">
          Your account
        </h2>
        <SignOutButton next="/" className={buttonStyle({ variant: "secondary" })}>
          Sign out
        </SignOutButton>
      </div>
      <AccountIdentity platform={platform} account={account} />
    </Card>
  );
}
