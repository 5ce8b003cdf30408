import { GraduationCap, Link2 } from "lucide-react";
import { IdentityCard } from "#components/identity-card";
import { SignOutButton } from "#components/sign-out-button";
import type { Account } from "#lib/auth/accounts";
import type { Whatsapp } from "./view.ts";
import { WhatsappCard } from "./whatsapp-card.tsx";

interface IdentitiesProps {
  platform: string;
  whatsapp: Whatsapp;
  account: Account;
  /** Whether another account may still be chosen. */
  canSwitch: boolean;
}

/** Both sides of the link next to each other, so that a wrong one is seen. */
export function Identities({ platform, whatsapp, account, canSwitch }: IdentitiesProps) {
  return (
    <div className="flex flex-col items-stretch gap-3 sm:flex-row">
      <WhatsappCard whatsapp={whatsapp} />
      <Link2 aria-hidden className="size-6 rotate-90 self-center text-ink-soft sm:rotate-0" />
      <IdentityCard
        kind={`${platform} account`}
        icon={<GraduationCap aria-hidden className="size-4" />}
        name={account.name}
        lines={[account.email, roleWord(account.role)]}
      >
        {canSwitch && (
          <p className="flex flex-wrap items-center gap-x-1 px-2 text-sm">
            Not you?
            <SignOutButton
              next="/login?callbackUrl=/whatsapp/link"
              className="min-h-11 rounded-lg px-1 font-medium text-brand-text underline underline-offset-4"
            >
              Switch account
            </SignOutButton>
          </p>
        )}
      </IdentityCard>
    </div>
  );
}

function roleWord(role: string): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}
