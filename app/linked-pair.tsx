import { AccountIdentity } from "#components/account-identity";
import { ExactTime } from "#components/exact-time";
import { Link2 } from "#components/ui/icons";
import { WhatsappIdentity } from "#components/whatsapp-identity";
import type { Account } from "#lib/auth/accounts";
import type { Link } from "#lib/linking/links";

interface LinkedPairProps {
  platform: string;
  account: Account;
  link: Link;
}

/** A WhatsApp and the account that it belongs to, one above the other. */
export function LinkedPair({ platform, account, link }: LinkedPairProps) {
  const note = (
    <>
      Linked since <ExactTime at={link.linkedAt.toISOString()} />
    </>
  );
  return (
    <div className="flex flex-col">
      <WhatsappIdentity name={link.name} phone={link.phone} note={note} />
      <span className="z-10 -my-3 grid size-9 shrink-0 place-items-center self-center rounded-full border border-line bg-surface text-brand-text shadow-card">
        <Link2 aria-hidden className="size-4 rotate-90" />
      </span>
      <AccountIdentity platform={platform} account={account} />
    </div>
  );
}
