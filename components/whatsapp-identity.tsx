import type { ReactNode } from "react";
import { callsItself } from "#components/calls-itself";
import { IdentityCard } from "#components/identity-card";
import { MessageCircle } from "#components/ui/icons";

interface WhatsappIdentityProps {
  /** What is said above it, where "WhatsApp" would not tell it from another one. */
  kind?: string;
  /** What it calls itself, which anybody may have chosen: said small and as that, never in the place of the number. */
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
      lines={name ? [callsItself(name)] : []}
      note={note}
    />
  );
}
