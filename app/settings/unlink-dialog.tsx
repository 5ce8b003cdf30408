import type { ReactNode } from "react";
import { AlertDialog } from "#components/ui/alert-dialog";

interface UnlinkDialogProps {
  trigger: ReactNode;
  onUnlink: () => void;
  /** Whether the question is open at once. */
  isOpenAtOnce?: boolean;
  /** What else there is to know. */
  children?: ReactNode;
}

/** Asks before the WhatsApp of this account is unlinked. */
export function UnlinkDialog({ trigger, onUnlink, isOpenAtOnce, children }: UnlinkDialogProps) {
  return (
    <AlertDialog
      {...{ trigger, isOpenAtOnce }}
      title="Unlink your WhatsApp?"
      confirmLabel="Yes, unlink"
      onConfirm={onUnlink}
    >
      The bot will no longer know who you are. You can link again at any time: just send it “link”. {children}
    </AlertDialog>
  );
}
