import type { ReactNode } from "react";
import { LINK_PAGE } from "./cookie.ts";

interface PageFormProps {
  /** The folder of the route that takes it. */
  action: "confirm" | "cancel" | "switch-account";
  className?: string;
  children: ReactNode;
}

/** A form of the link page, which needs no script. The token is in the cookie, not in the form. */
export function PageForm({ action, className, children }: PageFormProps) {
  return (
    <form method="post" action={`${LINK_PAGE}/${action}`} className={className}>
      {children}
    </form>
  );
}
