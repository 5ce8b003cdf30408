import Link from "next/link";
import { AccountMenu } from "#components/account-menu";
import { BrandMark } from "#components/brand";
import { type Destination, NavDestinations } from "#components/nav-destinations";
import { SignInLink } from "#components/sign-in-link";
import { ThemeSwitch } from "#components/theme-switch";
import { Activity, ChartColumn, Megaphone, Palette, Settings, Stethoscope } from "#components/ui/icons";
import { Popover } from "#components/ui/popover";

interface HeaderProps {
  platform: string;
  account: { name: string; email: string; role: string } | null;
  isStaff: boolean;
}

function destinationsFor({ account, isStaff }: HeaderProps): Destination[] {
  return [
    ...(account ? [{ href: "/settings", label: "Settings", Icon: Settings }] : []),
    ...(isStaff
      ? [
          { href: "/admin", label: "Console", Icon: Megaphone },
          { href: "/admin/audit", label: "Audit log", Icon: ChartColumn },
        ]
      : []),
    ...(account?.role === "admin"
      ? [
          { href: "/admin/health", label: "Health", Icon: Activity },
          { href: "/admin/set-up", label: "Set-up", Icon: Stethoscope },
        ]
      : []),
  ];
}

/** The top of every page: where one is, where one can go, who one is. */
export function Header(props: HeaderProps) {
  const { platform, account } = props;
  const destinations = destinationsFor(props);
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-surface/95 backdrop-blur">
      <div className="mx-auto flex min-h-16 max-w-6xl flex-wrap items-center gap-x-2 px-4 sm:px-6">
        <Link
          href="/"
          prefetch={false}
          className="flex min-h-11 min-w-0 max-w-full items-center gap-2.5 rounded-lg font-semibold"
        >
          <BrandMark className="size-9 shrink-0" />
          <span className="min-w-0 break-words leading-tight">{platform} Connect</span>
        </Link>
        <nav aria-label="Main" className="ml-auto hidden gap-1 sm:flex">
          <NavDestinations destinations={destinations} />
        </nav>
        <div className="ml-auto flex shrink-0 items-center sm:ml-0">
          <Popover id="theme-menu" label="Theme" trigger={<Palette aria-hidden className="size-5" />}>
            <ThemeSwitch />
          </Popover>
          {account ? <AccountMenu account={account} destinations={destinations} /> : <SignInLink />}
        </div>
      </div>
    </header>
  );
}
