import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { ENDED_LINK_MINUTES, FRESH_SIGN_IN_MINUTES } from "../../lifetimes.ts";
import { durationInWords } from "../../time.ts";
import { answers, json } from "../answers.ts";
import {
  BODY,
  DATABASE,
  type Failures,
  FOREIGN_ORIGIN,
  FRESH_SIGN_IN,
  NOT_ON_STAFF,
  QUERY,
  SIGN_IN_AGAIN,
  STAFF_ONLY,
  TOO_MANY,
  USER,
} from "../failures.ts";
import {
  linkBody,
  linkedAnswer,
  linkOfferAnswer,
  linkQuery,
  linkStatusAnswer,
  pendingAnswer,
  unlinkedAnswer,
} from "../linking.ts";
import { PUBLIC, SIGNED_IN } from "../security.ts";
import { ACCOUNT_TAKEN } from "./link-proofs.ts";

const FRESH = durationInWords(FRESH_SIGN_IN_MINUTES);
const AFTER_LINK = durationInWords(ENDED_LINK_MINUTES);

const TOKEN: Failures = {
  404: { link_not_found: "We do not know this link. Send “link” to the bot to get a new one." },
  410: {
    link_expired: "This link has expired. Send “link” to the bot to get a new one.",
    link_used: "This link has been used already. Send “link” to the bot to get a new one.",
    link_superseded:
      "A newer link has replaced this one. Open the newest link in your chat, or send “link” again.",
    link_declined: "Somebody opened this link and said no to it. Send “link” to the bot to get a new one.",
  },
};

const TAKEN: Failures = {
  409: {
    ...ACCOUNT_TAKEN,
    whatsapp_linked_already:
      "This WhatsApp is linked to another account already. Send “unlink” in that chat first, or ask your school for help.",
    already_yours: "This WhatsApp is linked to your account already.",
  },
};

/** Joining an account and a WhatsApp, and parting them. */
export const linkingPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/link": {
    get: {
      operationId: "readLink",
      tags: ["Linking"],
      summary: "See what a link token stands for",
      description: "The token is the proof; no sign-in is needed. Has no effect, however often it is read.",
      security: PUBLIC,
      requestParams: { query: linkQuery },
      responses: answers({ 200: json("Whose WhatsApp it is.", linkOfferAnswer) }, [
        DATABASE,
        QUERY,
        TOKEN,
        TOO_MANY,
      ]),
    },
    post: {
      operationId: "confirmLink",
      tags: ["Linking"],
      summary: "Link the signed-in account",
      description: `Consumes the token. Of any number of simultaneous calls one succeeds; a later repeat by the same account is told of the link it has. Where links need a code (\`LINK_CONFIRMATION=code\`, or a WhatsApp whose number we do not know), the link is made only when the chat sends the code of the answer. With \`move\`, an account that has another WhatsApp leaves it, and that chat is told. That, and linking within ${AFTER_LINK} after a link of the account ended, needs a sign-in within the last ${FRESH}. Linking agrees to announcements in WhatsApp, until STOP in the chat.`,
      security: SIGNED_IN,
      requestBody: { required: true, content: { "application/json": { schema: linkBody } } },
      responses: answers(
        { 200: json("Linked.", linkedAnswer), 202: json("Waits for its code from the chat.", pendingAnswer) },
        [USER, FOREIGN_ORIGIN, SIGN_IN_AGAIN, BODY, TOKEN, TAKEN, TOO_MANY],
      ),
    },
  },
  "/api/whatsapp/people/{id}/link": {
    delete: {
      operationId: "unlinkPerson",
      tags: ["Linking"],
      summary: "Unlink somebody",
      description: `Instructors unlink students, admins anybody; who unlinks their own WhatsApp needs a sign-in within the last ${FRESH}. The chat is told; the account sees it in its audit trail.`,
      security: SIGNED_IN,
      requestParams: { path: z.object({ id: z.uuid() }) },
      responses: answers({ 200: json("Unlinked.", unlinkedAnswer) }, [
        USER,
        FOREIGN_ORIGIN,
        STAFF_ONLY,
        NOT_ON_STAFF,
        FRESH_SIGN_IN,
        { 404: { not_linked: "This person is not linked to an account." } },
      ]),
    },
  },
  "/api/whatsapp/unlink": {
    delete: {
      operationId: "unlink",
      tags: ["Linking"],
      summary: "Unlink the signed-in account",
      description: `Needs a sign-in within the last ${FRESH}, as does joining another WhatsApp within ${AFTER_LINK} after that.`,
      security: SIGNED_IN,
      responses: answers({ 200: json("Unlinked.", unlinkedAnswer) }, [
        USER,
        FOREIGN_ORIGIN,
        FRESH_SIGN_IN,
        { 404: { not_linked: "Your account is not linked to a WhatsApp." } },
      ]),
    },
  },
  "/api/whatsapp/status": {
    get: {
      operationId: "readLinkStatus",
      tags: ["Linking"],
      summary: "See whether the signed-in account is linked",
      security: SIGNED_IN,
      responses: answers({ 200: json("The link; nulls where there is none.", linkStatusAnswer) }, [USER]),
    },
  },
};
