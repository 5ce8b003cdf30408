import type { Metadata } from "next";
import type { ReactNode } from "react";
import { env } from "#lib/env";
import { findChatUrlSoon } from "../../chat-url.ts";
import { Confirm } from "./confirm.tsx";
import { Linked } from "./linked.tsx";
import { Refused } from "./refused.tsx";
import { SignInNeeded } from "./sign-in-needed.tsx";
import { findLinkView, type LinkView } from "./view.ts";

export const metadata: Metadata = {
  title: "Link your WhatsApp",
  openGraph: { title: "Link your WhatsApp" },
  robots: { index: false, follow: false },
};

/** Where a person confirms that a WhatsApp and an account belong together. Opening it changes nothing. */
export default async function LinkPage() {
  const [view, askUrl, statusUrl] = await Promise.all([
    findLinkView(),
    findChatUrlSoon("link"),
    findChatUrlSoon("status"),
  ]);
  return <div className="mx-auto max-w-2xl">{show(view, askUrl, statusUrl)}</div>;
}

function show(view: LinkView, askUrl: string | null, statusUrl: string | null): ReactNode {
  const { PLATFORM_NAME: platform } = env();
  if (view.state === "ready") return <Confirm {...{ platform, view, askUrl, statusUrl }} />;
  if (view.state === "linked") {
    return (
      <Linked platform={platform} whatsapp={view.whatsapp} account={view.account} statusUrl={statusUrl} />
    );
  }
  return (
    <>
      <h1 className="mb-5 font-semibold text-3xl">Link your WhatsApp</h1>
      {view.state === "sign_in_needed" ? (
        <SignInNeeded platform={platform} whatsapp={view.whatsapp} />
      ) : (
        <Refused code={view.code} chatUrl={askUrl} />
      )}
    </>
  );
}
