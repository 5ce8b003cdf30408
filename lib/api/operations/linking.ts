import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { ENDED_LINK_MINUTES, FRESH_SIGN_IN_MINUTES } from "../../lifetimes.ts";
import { durationInWords } from "../../time.ts";
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
  linkedResponse,
  linkOfferResponse,
  linkQuery,
  linkStatusResponse,
  pendingResponse,
  unlinkedResponse,
} from "../linking.ts";
import { json, responses } from "../responses.ts";
import { PUBLIC, SIGNED_IN } from "../security.ts";
import { ACCOUNT_TAKEN } from "./link-proofs.ts";

const FRESH = durationInWords(FRESH_SIGN_IN_MINUTES);
const AFTER_LINK = durationInWords(ENDED_LINK_MINUTES);

const TOKEN: Failures = {
  404: { link_not_found: "We don't know this link. Send “link” to the bot to get a new one." },
  410: {
    link_expired: "This link has expired. Send “link” to the bot to get a new one.",
    link_used: "This link has already been used. Send “link” to the bot to get a new one.",
    link_superseded:
      "A newer link has replaced this one. Open the newest link in your chat, or send “link” again.",
    link_declined: "Somebody opened this link and declined it. Send “link” to the bot to get a new one.",
  },
};

const TAKEN: Failures = {
  409: {
    ...ACCOUNT_TAKEN,
    whatsapp_linked_already:
      "This WhatsApp is already linked to another account. Send “unlink” in that chat first, or ask your school for help.",
    already_yours: "This WhatsApp is already linked to your account.",
  },
};

const personPath = z.object({
  id: z.uuid().meta({ description: "The `id` of the person in `GET /api/whatsapp/people`." }),
});

/** Linking an account to a WhatsApp, and unlinking them. */
export const linkingPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/link": {
    get: {
      operationId: "readLink",
      tags: ["Linking"],
      summary: "Look up a link token",
      description:
        "The token is the proof, so you don't need to sign in. Reading it changes nothing, however often you do.",
      security: PUBLIC,
      requestParams: { query: linkQuery },
      responses: responses({ 200: json("The WhatsApp that the token is for.", linkOfferResponse) }, [
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
      description: `Uses up the token. Of several simultaneous calls, one succeeds. If links need a code (\`LINK_CONFIRMATION=code\`, or a WhatsApp whose number we don't know), the link is made once the chat sends the code from the response. With \`move\`, the account's link moves from the WhatsApp it has now, and we tell that chat. Moving, and linking within ${AFTER_LINK} of losing a link, needs a sign-in within the last ${FRESH}. By linking, the person agrees to get announcements until they send STOP.`,
      security: SIGNED_IN,
      requestBody: { required: true, content: { "application/json": { schema: linkBody } } },
      responses: responses(
        {
          200: json("Linked.", linkedResponse),
          202: json("Waiting for the chat to send the code.", pendingResponse),
        },
        [USER, FOREIGN_ORIGIN, SIGN_IN_AGAIN, BODY, TOKEN, TAKEN, TOO_MANY],
      ),
    },
  },
  "/api/whatsapp/people/{id}/link": {
    delete: {
      operationId: "unlinkPerson",
      tags: ["Linking"],
      summary: "Unlink somebody",
      description: `Instructors can unlink students; admins can unlink anybody. Unlinking your own WhatsApp needs a sign-in within the last ${FRESH}. We tell the chat, and the account sees it in its audit log.`,
      security: SIGNED_IN,
      requestParams: { path: personPath },
      responses: responses({ 200: json("Unlinked.", unlinkedResponse) }, [
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
      description: `Needs a sign-in within the last ${FRESH}. So does linking another WhatsApp in the next ${AFTER_LINK}.`,
      security: SIGNED_IN,
      responses: responses({ 200: json("Unlinked.", unlinkedResponse) }, [
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
      description: "Also says to which WhatsApp, and since when.",
      security: SIGNED_IN,
      responses: responses({ 200: json("The link, or nulls if there is none.", linkStatusResponse) }, [USER]),
    },
  },
};
