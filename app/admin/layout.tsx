import type { ReactNode } from "react";
import { isStaff } from "#lib/auth/roles";
import { readChannel } from "#lib/health/channel";
import { listTurnedRed } from "#lib/health/watch/standing";
import { toChannelResponse } from "../channel-response.ts";
import { findPageAccount } from "../page-account.ts";
import { ChannelBanner } from "./channel-banner.tsx";
import { TurnedRedLine } from "./turned-red-line.tsx";

/** The console: above each of its pages, staff are told when messages don't go out, and admins what turned red in the set-up. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const account = await findPageAccount();
  if (!isStaff(account)) return children;
  const isAdmin = account?.role === "admin";
  const [channel, turnedRed] = await Promise.all([readChannel(), isAdmin ? listTurnedRed() : []]);
  return (
    <>
      <div className="rounded-xl bg-warn-soft text-warn-text has-[p]:mb-6 has-[p]:py-1.5">
        <ChannelBanner channel={toChannelResponse(channel)} isAdmin={isAdmin} />
        <TurnedRedLine names={turnedRed.map(({ name }) => name)} />
      </div>
      {/* The footer is out of sight, so that it does not jump when what is being loaded takes its place. */}
      <div className="min-h-[calc(100dvh-6rem)]">{children}</div>
    </>
  );
}
