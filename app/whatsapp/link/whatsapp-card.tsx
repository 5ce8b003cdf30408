import { MessageCircle } from "lucide-react";
import { IdentityCard } from "#components/identity-card";
import type { Whatsapp } from "./view.ts";

/** The WhatsApp that is about to be linked. */
export function WhatsappCard({ whatsapp }: { whatsapp: Whatsapp }) {
  return (
    <IdentityCard
      isWhatsapp
      kind="WhatsApp"
      icon={<MessageCircle aria-hidden className="size-4" />}
      name={whatsapp.name ?? "No name"}
      lines={[whatsapp.phone ?? "Number not shared"]}
    />
  );
}
