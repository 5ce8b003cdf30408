import type { ReactNode } from "react";
import { IdentityCard } from "#components/identity-card";
import { GraduationCap } from "#components/ui/icons";

interface AccountIdentityProps {
  platform: string;
  account: { name: string; email: string; role: string };
  children?: ReactNode;
}

/** Somebody's account at the school, as it looks wherever it is shown. */
export function AccountIdentity({ platform, account, children }: AccountIdentityProps) {
  const { name, email, role } = account;
  return (
    <IdentityCard
      kind={`${platform} account`}
      icon={<GraduationCap aria-hidden className="size-4" />}
      name={name}
      lines={[email, role.charAt(0).toUpperCase() + role.slice(1)]}
    >
      {children}
    </IdentityCard>
  );
}
