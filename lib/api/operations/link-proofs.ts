import type { ZodOpenApiPathsObject } from "zod-openapi";
import { INVITATION_LIFETIME_MINUTES } from "../../lifetimes.ts";
import { durationInWords } from "../../time.ts";
import { answers, json } from "../answers.ts";
import { FOREIGN_ORIGIN, SIGN_IN_AGAIN, TOO_MANY, USER } from "../failures.ts";
import { cancelledAnswer, invitationAnswer, pendingStatusAnswer } from "../linking.ts";
import { SIGNED_IN } from "../security.ts";

/** The refusal of an account that is linked to another WhatsApp. */
export const ACCOUNT_TAKEN = {
  account_linked_already:
    "Your account is linked to another WhatsApp already. Move it from there, or unlink that one in your settings first.",
};

/** What the chat has the last word on: links that wait for their code, and links that were started on the web. */
export const linkProofPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/link/pending": {
    get: {
      operationId: "readPendingLink",
      tags: ["Linking"],
      summary: "See what became of a link that waits for its code",
      description: "The code is told to the account that confirmed, and to nobody else.",
      security: SIGNED_IN,
      responses: answers({ 200: json("What became of it.", pendingStatusAnswer) }, [USER]),
    },
    delete: {
      operationId: "cancelPendingLink",
      tags: ["Linking"],
      summary: "Give up the link that waits for its code",
      security: SIGNED_IN,
      responses: answers({ 200: json("Nothing waits any more.", cancelledAnswer) }, [USER, FOREIGN_ORIGIN]),
    },
  },
  "/api/whatsapp/link/invitation": {
    post: {
      operationId: "inviteToLink",
      tags: ["Linking"],
      summary: "Start a link from the web",
      description: `Gives a code that works once, for ${durationInWords(INVITATION_LIFETIME_MINUTES)}, in place of the last one. The chat that sends it is asked whether to link, and has the last word.`,
      security: SIGNED_IN,
      responses: answers({ 201: json("What to send in the chat.", invitationAnswer) }, [
        USER,
        FOREIGN_ORIGIN,
        SIGN_IN_AGAIN,
        { 409: ACCOUNT_TAKEN },
        TOO_MANY,
      ]),
    },
  },
};
