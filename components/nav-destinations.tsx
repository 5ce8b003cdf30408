import type { LucideIcon } from "lucide-react";
import { NavLink } from "#components/nav-link";

/** A place in the application that somebody may go to. */
export interface Destination {
  href: string;
  label: string;
  Icon: LucideIcon;
}

/** Links to the places that are open to whoever is signed in. */
export function NavDestinations({ destinations }: { destinations: Destination[] }) {
  return destinations.map(({ href, label, Icon }) => (
    <NavLink key={href} href={href}>
      <Icon aria-hidden className="size-5 text-ink-soft" />
      {label}
    </NavLink>
  ));
}
