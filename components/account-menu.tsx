import { Avatar } from "#components/avatar";
import { type Destination, NavDestinations } from "#components/nav-destinations";
import { SignOutButton } from "#components/sign-out-button";
import { ChevronDown, LogOut } from "#components/ui/icons";
import { Popover } from "#components/ui/popover";

interface AccountMenuProps {
  account: { name: string; email: string; role: string };
  destinations: Destination[];
}

/** Who is signed in, where they can go and how to leave. */
export function AccountMenu({ account, destinations }: AccountMenuProps) {
  const trigger = (
    <>
      <Avatar name={account.name} />
      <ChevronDown aria-hidden className="hidden size-4 sm:block" />
    </>
  );
  return (
    <Popover id="account-menu" label={`Account menu of ${account.name}`} trigger={trigger}>
      <div className="px-3 py-2">
        <p className="break-words font-semibold">{account.name}</p>
        <p className="break-all text-ink-soft text-sm">{account.email}</p>
        <p className="text-ink-soft text-sm capitalize">{account.role}</p>
      </div>
      <hr className="my-1 border-line" />
      <nav aria-label="Account">
        <NavDestinations destinations={destinations} />
      </nav>
      <SignOutButton
        next="/"
        className="flex min-h-11 w-full items-center gap-3 rounded-lg px-3 text-left hover:bg-sunken"
      >
        <LogOut aria-hidden className="size-5 text-ink-soft" />
        Sign out
      </SignOutButton>
    </Popover>
  );
}
