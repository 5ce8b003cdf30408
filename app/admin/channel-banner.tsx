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

/** Says on every page of the console when messages don't go out, and why; it goes when that is over. */
export function ChannelBanner({ channel, isAdmin }: ChannelBannerProps) {
  const { data = channel } = useSWR<ChannelResponse>(PATH, fetchAgain, {
    fallbackData: channel,
    refreshInterval: EVERY_MS,
  });
  return (
    <div role="status">
      {data.says && (
        <p className="mb-6 flex gap-2.5 rounded-xl bg-warn-soft px-4 py-3 text-warn-text">
          <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
          <span className="min-w-0">
            {data.says} {isAdmin && <MoreLink state={data.state} />}
          </span>
        </p>
      )}
    </div>
  );
}

/** Where admins see more, unless they are there. */
function MoreLink({ state }: Pick<ChannelResponse, "state">) {
  const path = usePathname();
  const [href, words] =
    state === "stopped" && path === "/admin/health"
      ? ["/admin/set-up", "Check the set-up"]
      : ["/admin/health", "See what waits"];
  if (path === href) return null;
  return (
    <Link href={href} prefetch={false} className="font-medium underline">
      {words}
    </Link>
  );
}
