import { GraduationCap, Link2 } from "lucide-react";
import { IdentityCard } from "#components/identity-card";
import type { Account } from "#lib/auth/accounts";
import { PageForm } from "./page-form.tsx";
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
    <div className="flex flex-col items-stretch sm:flex-row">
      <WhatsappCard whatsapp={whatsapp} />
      <span className="z-10 -my-3 grid size-9 shrink-0 place-items-center self-center rounded-full border border-line bg-surface text-brand-text shadow-card sm:-mx-3 sm:my-0">
        <Link2 aria-hidden className="size-4 rotate-90 sm:rotate-0" />
      </span>
      <IdentityCard
        kind={`${platform} account`}
        icon={<GraduationCap aria-hidden className="size-4" />}
        name={account.name}
        lines={[account.email, roleWord(account.role)]}
      >
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
      </IdentityCard>
    </div>
  );
}

function roleWord(role: string): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}
