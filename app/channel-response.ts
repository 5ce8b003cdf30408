import type { z } from "zod";
import type { channelResponse } from "#lib/api/channel";
import type { Channel } from "#lib/health/channel";
import { toTimestamp } from "#lib/time";

export type ChannelResponse = z.output<typeof channelResponse>;

/** How sending is, as the API and the console's banner tell it. */
export function toChannelResponse({ since, ...channel }: Channel): ChannelResponse {
  return { ...channel, since: since && toTimestamp(since) };
}
