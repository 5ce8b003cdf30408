"use client";
import { usePathname } from "next/navigation";
import { NavLink } from "#components/nav-link";

/** The header's way to sign in; afterwards one is back where one was. Not shown where it leads to. */
export function SignInLink() {
  const path = usePathname() ?? "/";
  if (path === "/login") return null;
  const comesBack = path !== "/";
  return (
    <NavLink
      href={comesBack ? `/login?callbackUrl=${encodeURIComponent(path)}` : "/login"}
      className="shrink-0 font-medium"
    >
      Sign in
    </NavLink>
  );
}
