import { MessageCircle } from "lucide-react";
import { IdentityCard } from "#components/identity-card";
import type { Whatsapp } from "./view.ts";

/** A WhatsApp: the one that is about to be linked, where `kind` says nothing else. */
export function WhatsappCard({ whatsapp, kind = "WhatsApp" }: { whatsapp: Whatsapp; kind?: string }) {
  return (
    <IdentityCard
      isWhatsapp
      kind={kind}
      icon={<MessageCircle aria-hidden className="size-4" />}
      name={whatsapp.name ?? "No name"}
      lines={[whatsapp.phone ?? "Number not shared"]}
    />
  );
}
