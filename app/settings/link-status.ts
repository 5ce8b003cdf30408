"use client";
import useSWR from "swr";
import type { z } from "zod";
import type { linkStatusResponse } from "#lib/api/linking";
import { fetchAgain } from "../call-api.ts";

/** Whether an account is linked, as the API tells. */
export type LinkStatus = z.output<typeof linkStatusResponse>;

const PATH = "/api/whatsapp/status";
const EVERY_MS = 2500;

/** What a status says when there is no link. */
export const NOT_LINKED: LinkStatus = {
  is_linked: false,
  whatsapp_phone: null,
  whatsapp_name: null,
  linked_at: null,
};

/** The present link, asked for anew every few seconds and whenever the page is looked at again; each response goes to `onNews`. */
export function useLinkStatus(initial: LinkStatus, onNews: (status: LinkStatus) => void) {
  return useSWR<LinkStatus>(PATH, fetchAgain, {
    fallbackData: initial,
    refreshInterval: EVERY_MS,
    dedupingInterval: EVERY_MS / 2,
    onSuccess: onNews,
  });
}
