import { AccountIdentity } from "#components/account-identity";
import { SignOutButton } from "#components/sign-out-button";
import { buttonStyle } from "#components/ui/button";
import { Card } from "#components/ui/card";
import type { Account } from "#lib/auth/accounts";
import { SignOutEverywhere } from "./sign-out-everywhere.tsx";

interface AccountCardProps {
  platform: string;
  account: Account;
  /** Whether the password that they signed in with is among the first guesses. */
  isPasswordCommon: boolean;
}

/** Who is signed in, and the way out. */
export function AccountCard({ platform, account, isPasswordCommon }: AccountCardProps) {
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
      {isPasswordCommon && (
        <p className="rounded-xl bg-warn-soft px-4 py-3 text-warn-text">
          Your password is very easy to guess. Please ask your school for a new one.
        </p>
      )}
      <SignOutEverywhere />
    </Card>
  );
}
