"use client";
import { useState } from "react";
import { useSWRConfig } from "swr";
import type { z } from "zod";
import { ChatLink } from "#components/chat-link";
import { ExactTime } from "#components/exact-time";
import { QrCode } from "#components/qr-code";
import { Button } from "#components/ui/button";
import type { invitationResponse } from "#lib/api/linking";
import { callApi } from "../call-api.ts";
import { OWN_AUDIT_LOG } from "./own-audit-log.ts";
import { FailedStep, isForOldSignIn } from "./sign-in-again.tsx";

type Invitation = z.output<typeof invitationResponse>;

/** Links from here: a message with a code of this account's own, to be sent from the phone that is to be linked. */
export function Invite() {
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { mutate: refresh } = useSWRConfig();

  const ask = async () => {
    setBusy(true);
    setFailure(null);
    try {
      setInvitation(await callApi<Invitation>("/api/whatsapp/link/invitation", { method: "POST" }));
      void refresh(OWN_AUDIT_LOG);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="flex flex-col items-start gap-4">
      {failure !== null && <FailedStep failure={failure} next="/settings" purpose="link" />}
      {invitation && <Ready invitation={invitation} />}
      {!invitation && !isForOldSignIn(failure) && (
        <Button size="large" isBusy={isBusy} onClick={ask}>
          Link my WhatsApp
        </Button>
      )}
    </div>
  );
}

function Ready({ invitation }: { invitation: Invitation }) {
  const { text, chat_url: chatUrl, expires_at: expiresAt } = invitation;
  return (
    <section
      aria-label="Your message to the bot"
      className="flex w-full animate-appear flex-col gap-5 rounded-2xl bg-sunken p-5 sm:flex-row sm:items-center"
    >
      {chatUrl && (
        <div className="hidden w-44 shrink-0 sm:block">
          <QrCode address={chatUrl} label="QR code that opens the chat with your message" />
        </div>
      )}
      <div className="flex min-w-0 flex-col items-start gap-3">
        <p role="status">
          Send this message to our bot. To make sure it’s you, the bot asks you to reply <strong>YES</strong>.
        </p>
        <p className="select-all rounded-lg bg-surface px-3 py-1.5 font-mono font-semibold text-lg">{text}</p>
        <ChatLink url={chatUrl}>Open WhatsApp</ChatLink>
        <p className="text-ink-soft text-sm">
          <span className="hidden sm:inline">Or scan the code with your phone. </span>
          It works until <ExactTime at={expiresAt} />. Don’t share it.
        </p>
      </div>
    </section>
  );
}
