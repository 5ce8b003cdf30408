"use client";
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

interface NavLinkProps {
  href: string;
  children: ReactNode;
  className?: string;
}

/** A link of the navigation, marked when it leads to where one is; closes the panel that it stands in. */
export function NavLink({ href, children, className }: NavLinkProps) {
  const isHere = usePathname() === href;
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      onClick={(event) => event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover()}
      className={clsx(
        "flex min-h-11 items-center gap-3 rounded-lg px-3 transition-colors duration-150",
        isHere
          ? "bg-brand-soft font-medium text-brand-text shadow-[inset_0_-3px_var(--brand-text)]"
          : "text-ink hover:bg-sunken",
        className,
      )}
    >
      {children}
    </Link>
  );
}
