"use client";
import { ExactTime } from "#components/exact-time";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { WhatsappIdentity } from "#components/whatsapp-identity";
import type { LinkStatus } from "./link-status.ts";

interface LinkedToProps {
  status: LinkStatus;
  onUnlink: () => void;
}

/** Which WhatsApp it is, since when, and how to end it. */
export function LinkedTo({ status, onUnlink }: LinkedToProps) {
  return (
    <>
      <WhatsappIdentity
        name={status.whatsapp_name}
        phone={status.whatsapp_phone}
        note={
          status.linked_at && (
            <>
              Linked since <ExactTime at={status.linked_at} />
            </>
          )
        }
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex-1 basis-56 text-ink-soft">
          Not your WhatsApp? Unlink it at once. It then sees nothing of your account.
        </p>
        <AlertDialog
          title="Unlink your WhatsApp?"
          confirmLabel="Yes, unlink"
          onConfirm={onUnlink}
          trigger={<Button variant="secondary">Unlink</Button>}
        >
          The bot will no longer know who you are. You can link again at any time: just write “link” to it.
        </AlertDialog>
      </div>
    </>
  );
}
