import { Button, buttonStyle } from "#components/ui/button";
import { UNLINK_PATH } from "#lib/auth/return-path";
import { signInAgainPath } from "./sign-in-again.tsx";
import { UnlinkDialog } from "./unlink-dialog.tsx";

interface NotMeProps {
  /** Whether the sign-in is so new that this may unlink; else signing in again comes first. */
  isFresh: boolean;
  onUnlink: () => void;
}

/** For who did not make the link of this account: asks, and unlinks. */
export function NotMe({ isFresh, onUnlink }: NotMeProps) {
  if (!isFresh) {
    return (
      <a href={signInAgainPath(UNLINK_PATH)} className={buttonStyle({ variant: "secondary", size: "small" })}>
        This wasn’t me
      </a>
    );
  }
  return (
    <UnlinkDialog
      onUnlink={onUnlink}
      trigger={
        <Button variant="secondary" size="small">
          This wasn’t me
        </Button>
      }
    >
      If somebody else linked it, they may know your password: ask your school for a new one.
    </UnlinkDialog>
  );
}
