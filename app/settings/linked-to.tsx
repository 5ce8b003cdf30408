"use client";
import { ExactTime } from "#components/exact-time";
import { Button, buttonStyle } from "#components/ui/button";
import { WhatsappIdentity } from "#components/whatsapp-identity";
import { UNLINK_PATH } from "#lib/auth/return-path";
import type { LinkStatus } from "./link-status.ts";
import { signInAgainPath } from "./sign-in-again.tsx";
import { UnlinkDialog } from "./unlink-dialog.tsx";

interface LinkedToProps {
  status: LinkStatus;
  /** Whether the sign-in is so new that this may end it; else signing in again comes first. */
  isFresh: boolean;
  /** Whether the question is open at once. */
  wantsUnlink: boolean;
  onUnlink: () => void;
}

/** Which WhatsApp it is, since when, and how to end it. */
export function LinkedTo({ status, isFresh, wantsUnlink, onUnlink }: LinkedToProps) {
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
          Not your WhatsApp? Unlink it now, and it loses access to your account.
        </p>
        {isFresh ? (
          <UnlinkDialog
            isOpenAtOnce={wantsUnlink}
            onUnlink={onUnlink}
            trigger={<Button variant="secondary">Unlink</Button>}
          />
        ) : (
          <a href={signInAgainPath(UNLINK_PATH)} className={buttonStyle({ variant: "secondary" })}>
            Sign in again to unlink
          </a>
        )}
      </div>
    </>
  );
}
