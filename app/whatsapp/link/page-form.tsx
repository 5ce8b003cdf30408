import type { ReactNode } from "react";
import { LINK_PAGE } from "./cookie.ts";
import { SHOWN_FIELD } from "./shown-field.ts";

interface PageFormProps {
  /** The folder of the route that takes it. */
  action: "confirm" | "move" | "decline" | "cancel" | "switch-account";
  /** What the page shows, for a form that must not act on anything else. */
  shown?: string;
  className?: string;
  children: ReactNode;
}

/** A form of the link page, which needs no script. The token is in the cookie, not in the form. */
export function PageForm({ action, shown, className, children }: PageFormProps) {
  return (
    <form method="post" action={`${LINK_PAGE}/${action}`} className={className}>
      {shown && <input type="hidden" name={SHOWN_FIELD} value={shown} />}
      {children}
    </form>
  );
}
