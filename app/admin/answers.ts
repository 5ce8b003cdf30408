import type { z } from "zod";
import type { deadLettersAnswer, replayAnswer } from "#lib/api/dead-letters";
import type { messagesAnswer, peopleAnswer, templatesAnswer } from "#lib/api/messages";
import type { queuedAnswer, sentAnswer } from "#lib/api/sending";

/** A message of either direction, as the API lists it. */
export type Message = z.output<typeof messagesAnswer>["messages"][number];

/** A person that can be written to, as the API lists them. */
export type Person = z.output<typeof peopleAnswer>["people"][number];

/** A message template, as the API lists it. */
export type Template = z.output<typeof templatesAnswer>["templates"][number];

export type MessagesAnswer = z.output<typeof messagesAnswer>;
export type PeopleAnswer = z.output<typeof peopleAnswer>;
export type TemplatesAnswer = z.output<typeof templatesAnswer>;
export type SendAnswer = z.output<typeof sentAnswer> | z.output<typeof queuedAnswer>;
export type DeadLettersAnswer = z.output<typeof deadLettersAnswer>;
export type ReplayAnswer = z.output<typeof replayAnswer>;

/** An event that couldn't be processed, as the API lists it. */
export type DeadLetter = DeadLettersAnswer["events"][number];
