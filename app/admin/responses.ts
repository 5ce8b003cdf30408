import type { z } from "zod";
import type { deadLettersResponse, replayResponse } from "#lib/api/dead-letters";
import type { messagesResponse, peopleResponse, templatesResponse } from "#lib/api/messages";
import type { queuedResponse, sentResponse } from "#lib/api/sending";
import type { repairResponse, setUpResponse } from "#lib/api/set-up";
import type { cancelResponse, historyResponse, systemHealthResponse } from "#lib/api/system-health";

/** A message of either direction, as the API lists it. */
export type Message = z.output<typeof messagesResponse>["messages"][number];

/** A person that can be written to, as the API lists them. */
export type Person = z.output<typeof peopleResponse>["people"][number];

/** A message template, as the API lists it. */
export type Template = z.output<typeof templatesResponse>["templates"][number];

export type MessagesResponse = z.output<typeof messagesResponse>;
export type PeopleResponse = z.output<typeof peopleResponse>;
export type TemplatesResponse = z.output<typeof templatesResponse>;
export type SendResponse = z.output<typeof sentResponse> | z.output<typeof queuedResponse>;
export type DeadLettersResponse = z.output<typeof deadLettersResponse>;
export type ReplayResponse = z.output<typeof replayResponse>;

/** An event that couldn't be processed, as the API lists it. */
export type DeadLetter = DeadLettersResponse["events"][number];

export type SetUpResponse = z.output<typeof setUpResponse>;
export type RepairResponse = z.output<typeof repairResponse>;

/** What one check of the set-up found, as the API tells it. */
export type SetUpCheck = SetUpResponse["checks"][number];

/** A check of the set-up that turned red, as the API tells it. */
export type TurnedRed = SetUpResponse["turned_red"][number];

export type SystemHealth = z.output<typeof systemHealthResponse>;
export type CancelResponse = z.output<typeof cancelResponse>;
export type HistoryResponse = z.output<typeof historyResponse>;
