import { NavLink } from "#components/nav-link";
import type { Icon } from "#components/ui/icons";

/** A place in the application that somebody may go to. */
export interface Destination {
  href: string;
  label: string;
  Icon: Icon;
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
