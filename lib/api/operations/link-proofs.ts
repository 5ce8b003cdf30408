import type { ZodOpenApiPathsObject } from "zod-openapi";
import { INVITATION_LIFETIME_MINUTES } from "../../lifetimes.ts";
import { durationInWords } from "../../time.ts";
import { FOREIGN_ORIGIN, SIGN_IN_AGAIN, TOO_MANY, USER } from "../failures.ts";
import { cancelledResponse, invitationResponse, pendingStatusResponse } from "../linking.ts";
import { json, responses } from "../responses.ts";
import { SIGNED_IN } from "../security.ts";

/** The refusal of an account that is linked to another WhatsApp. */
export const ACCOUNT_TAKEN = {
  account_linked_already:
    "Your account is already linked to another WhatsApp. Move it from there, or unlink that one in your settings first.",
};

/** What the chat has the last word on: links that wait for their code, and links that were started on the web. */
export const linkProofPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/link/pending": {
    get: {
      operationId: "readPendingLink",
      tags: ["Linking"],
      summary: "See the state of a link that waits for its code",
      description: "Returns the code only to the account that confirmed the link.",
      security: SIGNED_IN,
      responses: responses({ 200: json("The state of the link.", pendingStatusResponse) }, [USER]),
    },
    delete: {
      operationId: "cancelPendingLink",
      tags: ["Linking"],
      summary: "Cancel the link that waits for its code",
      description: "The code stops working. If nothing is waiting, nothing changes.",
      security: SIGNED_IN,
      responses: responses({ 200: json("Cancelled.", cancelledResponse) }, [USER, FOREIGN_ORIGIN]),
    },
  },
  "/api/whatsapp/link/invitation": {
    post: {
      operationId: "inviteToLink",
      tags: ["Linking"],
      summary: "Start a link from the web",
      description: `Returns a code that works once, for ${durationInWords(INVITATION_LIFETIME_MINUTES)}, and replaces the last one. The chat that sends it is asked to confirm the link.`,
      security: SIGNED_IN,
      responses: responses({ 201: json("What to send in the chat.", invitationResponse) }, [
        USER,
        FOREIGN_ORIGIN,
        SIGN_IN_AGAIN,
        { 409: ACCOUNT_TAKEN },
        TOO_MANY,
      ]),
    },
  },
};
