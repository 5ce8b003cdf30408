"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import useSWR from "swr";
import { TriangleAlert } from "#components/ui/icons";
import { fetchAgain } from "../call-api.ts";
import type { ChannelResponse } from "../channel-response.ts";

const PATH = "/api/whatsapp/channel";
const EVERY_MS = 5000;

interface ChannelBannerProps {
  /** As it was when the page was made. */
  channel: ChannelResponse;
  isAdmin: boolean;
}

/** Says when messages don't go out, and why, but on the health page, which says more; it goes when that is over. */
export function ChannelBanner({ channel, isAdmin }: ChannelBannerProps) {
  const { data = channel } = useSWR<ChannelResponse>(PATH, fetchAgain, {
    fallbackData: channel,
    refreshInterval: EVERY_MS,
  });
  const isTold = usePathname() === "/admin/health";
  return (
    <div role="status">
      {data.says && !isTold && (
        <p className="flex gap-2.5 px-4 py-1.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
          <span className="min-w-0">
            {data.says}{" "}
            {isAdmin && (
              <Link href="/admin/health" prefetch={false} className="font-medium underline">
                See what’s waiting
              </Link>
            )}
          </span>
        </p>
      )}
    </div>
  );
}
