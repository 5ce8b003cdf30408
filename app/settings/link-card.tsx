"use client";
import { useRef, useState } from "react";
import { useSWRConfig } from "swr";
import { StaleNote } from "#components/stale-note";
import { Badge } from "#components/ui/badge";
import { Card } from "#components/ui/card";
import { UNLINK_PATH } from "#lib/auth/return-path";
import type { AuditLogResponse } from "../audit-words.ts";
import { ApiFailure, callApi, inWords } from "../call-api.ts";
import { Announcement } from "./announcement.tsx";
import { History } from "./history.tsx";
import { HowToLink } from "./how-to-link.tsx";
import { type LinkStatus, NOT_LINKED, useLinkStatus } from "./link-status.ts";
import { LinkedTo } from "./linked-to.tsx";
import { NotMe } from "./not-me.tsx";
import { OWN_AUDIT_LOG } from "./own-audit-log.ts";
import { FailedStep } from "./sign-in-again.tsx";

const UNLINKED_ELSEWHERE = "Your WhatsApp was unlinked just now, in the chat or on another screen.";

interface LinkCardProps {
  initial: LinkStatus;
  auditLog: AuditLogResponse;
  /** Opens the chat with "link" written; null while our number is not known. */
  chatUrl: string | null;
  platform: string;
  /** Whether who looks signed in so short a time ago that they may unlink without doing so again. */
  isFresh: boolean;
  /** Whether they came back from signing in again to unlink. */
  wantsUnlink: boolean;
}

/** The link of this account, kept up to date; what is changed elsewhere shows here by itself. */
export function LinkCard(props: LinkCardProps) {
  const { initial, auditLog, chatUrl, platform, isFresh, wantsUnlink } = props;
  const known = useRef(initial.is_linked);
  const heading = useRef<HTMLHeadingElement>(null);
  const [news, setNews] = useState("");
  const [failure, setFailure] = useState<unknown>(null);
  const { mutate: refresh } = useSWRConfig();
  const tell = (isLinked: boolean, words: string) => {
    known.current = isLinked;
    setNews(words);
    setFailure(null);
  };
  const tellNews = ({ is_linked: isLinked }: LinkStatus) => {
    if (isLinked === known.current) return;
    tell(isLinked, isLinked ? "Your WhatsApp was linked just now." : UNLINKED_ELSEWHERE);
    void refresh(OWN_AUDIT_LOG);
  };
  const { data: status = initial, error, mutate } = useLinkStatus(initial, tellNews);

  /** What had the focus may be gone with what it was in: then the card's heading gets it, and not the top of the page. */
  const keepFocus = () => {
    if (document.activeElement === document.body) heading.current?.focus();
  };

  /** Shown at once; should it not be possible, the link is shown again, with the reason. */
  const unlink = async () => {
    const call = () => callApi("/api/whatsapp/unlink", { method: "DELETE" }).catch(passOverNotLinked);
    tell(false, "");
    try {
      await mutate(
        call().then(() => NOT_LINKED),
        { optimisticData: NOT_LINKED, revalidate: false },
      );
      tell(false, "Your WhatsApp is unlinked.");
      void refresh(OWN_AUDIT_LOG);
    } catch (reason) {
      tell(true, "");
      setFailure(reason);
    }
    keepFocus();
  };

  return (
    <>
      <Card aria-labelledby="link-heading" className="flex flex-col gap-5">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 id="link-heading" ref={heading} tabIndex={-1} className="font-semibold text-xl">
            Your WhatsApp
          </h2>
          <Badge tone={status.is_linked ? "good" : "neutral"}>
            {status.is_linked ? "Linked" : "Not linked"}
          </Badge>
        </div>
        <Announcement words={news} />
        {failure !== null && (
          <FailedStep before="It’s still linked." failure={failure} next={UNLINK_PATH} purpose="unlink" />
        )}
        {error && <StaleNote words={inWords(error)} />}
        {status.is_linked ? (
          <LinkedTo status={status} isFresh={isFresh} wantsUnlink={wantsUnlink} onUnlink={unlink} />
        ) : (
          <HowToLink chatUrl={chatUrl} platform={platform} />
        )}
      </Card>
      <History initial={auditLog} notMe={status.is_linked && <NotMe isFresh={isFresh} onUnlink={unlink} />} />
    </>
  );
}

/** Somebody unlinked it a moment earlier, in the chat or in another tab: that is what was wanted. */
function passOverNotLinked(error: unknown): void {
  if (!(error instanceof ApiFailure && error.code === "not_linked")) throw error;
}
