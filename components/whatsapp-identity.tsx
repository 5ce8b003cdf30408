import type { ReactNode } from "react";
import { IdentityCard } from "#components/identity-card";
import { profileName } from "#components/profile-name";
import { MessageCircle } from "#components/ui/icons";

interface WhatsappIdentityProps {
  /** What is said above it, where "WhatsApp" would not tell it from another one. */
  kind?: string;
  /** The name in its profile, which anybody may have chosen: said small and as that, never in the place of the number. */
  name: string | null;
  /** E.164; null where WhatsApp does not tell it. */
  phone: string | null;
  /** A line about its link. */
  note?: ReactNode;
}

/** Somebody's WhatsApp, as it looks wherever it is shown. */
export function WhatsappIdentity({ kind = "WhatsApp", name, phone, note }: WhatsappIdentityProps) {
  return (
    <IdentityCard
      isWhatsapp
      kind={kind}
      icon={<MessageCircle aria-hidden className="size-4" />}
      name={phone ?? "Number not shared"}
      lines={name ? [profileName(name)] : []}
      note={note}
    />
  );
}
