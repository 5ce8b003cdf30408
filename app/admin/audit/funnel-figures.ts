import type { z } from "zod";
import type { funnelAnswer } from "#lib/api/trail";

export type FunnelAnswer = z.output<typeof funnelAnswer>;

/** A figure of the funnel: its member in the answer, its name and its colour. */
export const FIGURES = [
  { name: "issued", label: "Issued", style: "fill-line-strong bg-line-strong" },
  { name: "opened", label: "Opened", style: "fill-chat-link bg-chat-link" },
  { name: "confirmed", label: "Linked", style: "fill-brand bg-brand" },
  { name: "expired", label: "Expired", style: "fill-warn-text bg-warn-text" },
  { name: "refused", label: "Refused attempts", style: "fill-danger bg-danger" },
] as const;
