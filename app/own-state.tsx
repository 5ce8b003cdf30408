import Link from "next/link";
import type { ReactNode } from "react";
import { ChatLink } from "#components/chat-link";
import { buttonStyle } from "#components/ui/button";
import type { Account } from "#lib/auth/accounts";
import { isStaff } from "#lib/auth/roles";
import { findLink } from "#lib/linking/links";
import { findChatUrlSoon } from "./chat-url.ts";
import { Hero } from "./hero.tsx";
import { LinkedPair } from "./linked-pair.tsx";
import { SampleChat } from "./sample-chat.tsx";

interface OwnStateProps {
  platform: string;
  account: Account;
}

/** Where somebody who is signed in stands, and their next step: the console for staff, else the chat or linking it. */
export async function OwnState({ platform, account }: OwnStateProps) {
  const link = await findLink(account);
  const picture = link ? (
    <LinkedPair platform={platform} account={account} link={link} />
  ) : (
    <SampleChat platform={platform} />
  );
  if (isStaff(account)) return <StaffState name={account.name} isLinked={link !== null} picture={picture} />;
  const chatUrl = await findChatUrlSoon(link ? "status" : "link");
  return link ? (
    <Hero
      title="Your WhatsApp is linked"
      lead={`Hello, ${account.name}. Our bot knows you, and your teachers can write to you there.`}
      picture={picture}
    >
      <div className="flex flex-wrap gap-3">
        <ChatLink url={chatUrl} size="large">
          Open the chat
        </ChatLink>
        <SettingsLink>Settings</SettingsLink>
      </div>
      <p className="text-ink-soft">Not your number? Unlink it in the settings, at any time.</p>
    </Hero>
  ) : (
    <Hero
      title="One step left: link your WhatsApp"
      lead={`Hello, ${account.name}. Send one word to our bot, tap the link in its reply, and press one button.`}
      picture={picture}
    >
      <ChatLink url={chatUrl} size="large">
        Send “link” in WhatsApp
      </ChatLink>
      <p className="text-ink-soft">
        WhatsApp is on another device?{" "}
        <Link
          href="/settings"
          prefetch={false}
          className="inline-block py-2 font-medium text-brand-text underline underline-offset-4"
        >
          Link it with a QR code
        </Link>
      </p>
    </Hero>
  );
}

function StaffState({ name, isLinked, picture }: { name: string; isLinked: boolean; picture: ReactNode }) {
  return (
    <Hero
      title={`Hello, ${name}`}
      lead={`Write to your students from the console, and see what was delivered and read. ${
        isLinked ? "Your own WhatsApp is linked, too." : "You can link your own WhatsApp, too."
      }`}
      picture={picture}
    >
      <div className="flex flex-wrap gap-3">
        <Link href="/admin" prefetch={false} className={buttonStyle({ size: "large" })}>
          Open the console
        </Link>
        <SettingsLink>{isLinked ? "Settings" : "Link my WhatsApp"}</SettingsLink>
      </div>
    </Hero>
  );
}

function SettingsLink({ children }: { children: string }) {
  return (
    <Link href="/settings" prefetch={false} className={buttonStyle({ variant: "secondary", size: "large" })}>
      {children}
    </Link>
  );
}
