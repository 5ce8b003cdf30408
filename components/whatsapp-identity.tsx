import { MessageCircle } from "lucide-react";
import type { ReactNode } from "react";
import { IdentityCard } from "#components/identity-card";

interface WhatsappIdentityProps {
  /** What is said above it, where "WhatsApp" would not tell it from another one. */
  kind?: string;
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
      name={name ?? "No name"}
      lines={[phone ?? "Number not shared"]}
      note={note}
    />
  );
}
