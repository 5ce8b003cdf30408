"use client";
import { usePathname } from "next/navigation";
import { NavLink } from "#components/nav-link";

/** The header's way to sign in; afterwards one is back where one was. */
export function SignInLink() {
  const path = usePathname();
  const comesBack = path !== "/" && path !== "/login";
  return (
    <NavLink
      href={comesBack ? `/login?callbackUrl=${encodeURIComponent(path)}` : "/login"}
      className="shrink-0 font-medium"
    >
      Sign in
    </NavLink>
  );
}
