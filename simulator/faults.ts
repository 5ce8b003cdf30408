import { z } from "zod";
import { SET_UP_FAULTS } from "./graph/permissions.ts";

const percent = z.number().min(0).max(100);
const milliseconds = z.number().int().min(0).max(600_000);

/** What can be made to go wrong, and how fast things go; every key may be changed alone. */
export const faultsSchema = z.strictObject({
  responseLatencyMs: milliseconds,
  lostResponsePercent: percent,
  tooManyRequestsPercent: percent,
  serverErrorPercent: percent,
  plainServerErrorPercent: percent,
  outage: z.boolean(),
  tokenExpired: z.boolean(),
  lostPermission: z.enum(SET_UP_FAULTS).nullable(),
  refuseWith: z.number().int().positive().nullable(),
  refusesButtons: z.boolean(),
  holdResponses: z.boolean(),
  statusesBeforeResponse: z.boolean(),
  duplicateStatuses: z.boolean(),
  shuffleStatuses: z.boolean(),
  dropDelivered: z.boolean(),
  noStatuses: z.boolean(),
  foreignPayloads: z.boolean(),
  oddTemplateRows: z.boolean(),
  largestTemplatePage: z.number().int().min(0).max(1000),
  statusGapMs: milliseconds,
  retryStartMs: milliseconds,
});

export type Faults = z.infer<typeof faultsSchema>;

/** Meta on a good day. */
export const NO_FAULTS: Faults = {
  responseLatencyMs: 0,
  lostResponsePercent: 0,
  tooManyRequestsPercent: 0,
  serverErrorPercent: 0,
  plainServerErrorPercent: 0,
  outage: false,
  tokenExpired: false,
  lostPermission: null,
  refuseWith: null,
  refusesButtons: false,
  holdResponses: false,
  statusesBeforeResponse: false,
  duplicateStatuses: false,
  shuffleStatuses: false,
  dropDelivered: false,
  noStatuses: false,
  foreignPayloads: false,
  oddTemplateRows: false,
  largestTemplatePage: 0,
  statusGapMs: 250,
  retryStartMs: 1000,
};

/** Throws the dice for a fault that strikes some of the time. */
export function strikes(percentage: number): boolean {
  return Math.random() * 100 < percentage;
}
