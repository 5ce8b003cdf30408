import type { z } from "zod";
import type { funnelResponse } from "#lib/api/audit-log";

export type FunnelResponse = z.output<typeof funnelResponse>;

/** A figure of the funnel: its member in the response, its name and its colour. */
export const FIGURES = [
  { name: "issued", label: "Issued", style: "fill-line-strong bg-line-strong" },
  { name: "opened", label: "Opened", style: "fill-chat-link bg-chat-link" },
  { name: "confirmed", label: "Linked", style: "fill-brand bg-brand" },
  { name: "expired", label: "Expired", style: "fill-warn-text bg-warn-text" },
  { name: "refused", label: "Refused attempts", style: "fill-danger bg-danger" },
] as const;
