import type { ReactNode } from "react";
import { isStaff } from "#lib/auth/roles";
import { readChannel } from "#lib/health/channel";
import { toChannelResponse } from "../channel-response.ts";
import { findPageAccount } from "../page-account.ts";
import { ChannelBanner } from "./channel-banner.tsx";

/** The console: above each of its pages, staff are told when messages don't go out. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const account = await findPageAccount();
  if (!isStaff(account)) return children;
  const channel = toChannelResponse(await readChannel());
  return (
    <>
      <ChannelBanner channel={channel} isAdmin={account?.role === "admin"} />
      {children}
    </>
  );
}
