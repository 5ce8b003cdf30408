import type { Metadata } from "next";
import { hasCommonPassword } from "#lib/auth/accounts";
import { env } from "#lib/env";
import { findLink } from "#lib/linking/links";
import { toTimestamp } from "#lib/time";
import { toAuditLogResponse } from "../audit-response.ts";
import { findChatUrlSoon } from "../chat-url.ts";
import { isSignInFresh, requirePageAccount } from "../page-account.ts";
import { AccountCard } from "./account-card.tsx";
import { LinkCard } from "./link-card.tsx";
import type { LinkStatus } from "./link-status.ts";

export const metadata: Metadata = { title: "Settings", robots: { index: false } };

interface SettingsPageProps {
  searchParams: Promise<{ unlink?: string | string[] }>;
}

/** Where a person sees which WhatsApp is linked to their account, and changes that. */
export default async function SettingsPage({ searchParams }: SettingsPageProps) {
  const account = await requirePageAccount("/settings");
  const wantsUnlink = (await searchParams).unlink === "1";
  const { PLATFORM_NAME: platform } = env();
  const [link, auditLog, chatUrl, isFresh, isPasswordCommon] = await Promise.all([
    findLink(account),
    toAuditLogResponse(account),
    findChatUrlSoon("link"),
    isSignInFresh(),
    hasCommonPassword(account),
  ]);
  const status: LinkStatus = {
    is_linked: link !== null,
    whatsapp_phone: link?.phone ?? null,
    whatsapp_name: link?.name ?? null,
    linked_at: link && toTimestamp(link.linkedAt),
  };
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-6">
      <h1 className="font-semibold text-3xl">Settings</h1>
      <LinkCard initial={status} {...{ auditLog, chatUrl, platform, isFresh, wantsUnlink }} />
      <AccountCard {...{ platform, account, isPasswordCommon }} />
    </div>
  );
}
