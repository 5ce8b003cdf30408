"use client";
import { Avatar } from "#components/avatar";
import { ExactTime } from "#components/exact-time";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import type { LinkStatus } from "./link-status.ts";

interface LinkedToProps {
  status: LinkStatus;
  onUnlink: () => void;
}

/** Which WhatsApp it is, since when, and how to end it. */
export function LinkedTo({ status, onUnlink }: LinkedToProps) {
  return (
    <>
      <div className="flex items-center gap-4">
        <Avatar name={status.whatsapp_name} className="size-14 text-xl" />
        <div className="min-w-0">
          <p className="break-words font-semibold text-lg">
            <bdi>{status.whatsapp_name ?? "No name"}</bdi>
          </p>
          <p className="break-all">{status.whatsapp_phone ?? "Number not shared"}</p>
          {status.linked_at && (
            <p className="text-ink-soft text-sm">
              Linked since <ExactTime at={status.linked_at} />
            </p>
          )}
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4">
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
