import { AccountIdentity } from "#components/account-identity";
import { Link2 } from "#components/ui/icons";
import { WhatsappIdentity } from "#components/whatsapp-identity";
import type { Account } from "#lib/auth/accounts";
import { PageForm } from "./page-form.tsx";
import type { Whatsapp } from "./view.ts";

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
    <div className="flex flex-col items-stretch sm:flex-row">
      <WhatsappIdentity {...whatsapp} />
      <span className="z-10 -my-3 grid size-9 shrink-0 place-items-center self-center rounded-full border border-line bg-surface text-brand-text shadow-card sm:-mx-3 sm:my-0">
        <Link2 aria-hidden className="size-4 rotate-90 sm:rotate-0" />
      </span>
      <AccountIdentity platform={platform} account={account}>
        {canSwitch && (
          <PageForm action="switch-account" className="flex flex-wrap items-center gap-x-1 px-2 text-sm">
            <span>Not you?</span>
            <button
              type="submit"
              className="min-h-11 rounded-lg px-1 font-medium text-brand-text underline underline-offset-4"
            >
              Switch account
            </button>
          </PageForm>
        )}
      </AccountIdentity>
    </div>
  );
}
