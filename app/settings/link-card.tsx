"use client";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { useSWRConfig } from "swr";
import { StaleNote } from "#components/stale-note";
import { Badge } from "#components/ui/badge";
import { Card } from "#components/ui/card";
import { ApiFailure, callApi, inWords } from "../call-api.ts";
import { Announcement } from "./announcement.tsx";
import { History } from "./history.tsx";
import { HowToLink } from "./how-to-link.tsx";
import { type LinkStatus, NOT_LINKED, useLinkStatus } from "./link-status.ts";
import { LinkedTo } from "./linked-to.tsx";
import { OWN_TRAIL } from "./own-trail.ts";

const UNLINKED_ELSEWHERE = "Your WhatsApp was unlinked just now, in the chat or on another screen.";

interface LinkCardProps {
  initial: LinkStatus;
  /** Opens the chat with "link" written; null while our number is not known. */
  chatUrl: string | null;
  platform: string;
}

/** The link of this account, kept up to date; what is changed elsewhere shows here by itself. */
export function LinkCard({ initial, chatUrl, platform }: LinkCardProps) {
  const known = useRef(initial.is_linked);
  const [news, setNews] = useState("");
  const { mutate: refresh } = useSWRConfig();
  const tellNews = ({ is_linked: isLinked }: LinkStatus) => {
    if (isLinked === known.current) return;
    known.current = isLinked;
    void refresh(OWN_TRAIL);
    setNews(isLinked ? "Your WhatsApp was linked just now." : UNLINKED_ELSEWHERE);
  };
  const { data: status = initial, error, mutate } = useLinkStatus(initial, tellNews);

  const unlink = async () => {
    const call = () => callApi("/api/whatsapp/unlink", { method: "DELETE" }).catch(passOverNotLinked);
    known.current = false;
    setNews("");
    try {
      await mutate(
        call().then(() => NOT_LINKED),
        { optimisticData: NOT_LINKED, revalidate: false },
      );
      void refresh(OWN_TRAIL);
      toast.success("Your WhatsApp is unlinked.");
    } catch (failure) {
      known.current = true;
      toast.error("It is still linked.", { description: inWords(failure) });
    }
  };

  const showLink = async () => {
    known.current = true;
    setNews("");
    await mutate();
    void refresh(OWN_TRAIL);
    toast.success("Your accounts are linked.");
  };

  return (
    <>
      <Card aria-labelledby="link-heading" className="flex flex-col gap-5">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 id="link-heading" className="font-semibold text-xl">
            Your WhatsApp
          </h2>
          <Badge tone={status.is_linked ? "good" : "neutral"}>
            {status.is_linked ? "Linked" : "Not linked"}
          </Badge>
        </div>
        <Announcement words={news} />
        {error && <StaleNote words={inWords(error)} />}
        {status.is_linked ? (
          <LinkedTo status={status} onUnlink={unlink} />
        ) : (
          <HowToLink chatUrl={chatUrl} platform={platform} onLinked={showLink} />
        )}
      </Card>
      <History onNotMe={status.is_linked ? unlink : null} />
    </>
  );
}

/** Somebody unlinked it a moment earlier, in the chat or in another tab: that is what was wanted. */
function passOverNotLinked(error: unknown): void {
  if (!(error instanceof ApiFailure && error.code === "not_linked")) throw error;
}
