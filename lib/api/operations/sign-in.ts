import type { ZodOpenApiPathsObject } from "zod-openapi";
import { credentials } from "../../auth/accounts.ts";
import { API_TOKEN_LIFETIME_MINUTES } from "../../lifetimes.ts";
import { durationInWords } from "../../time.ts";
import { answers, json } from "../answers.ts";
import { endedAnswer, tokenAnswer } from "../auth.ts";
import { BODY, DATABASE, FOREIGN_ORIGIN, TOO_BUSY, TOO_MANY, USER } from "../failures.ts";
import { PUBLIC, SIGNED_IN } from "../security.ts";

const credentialsExample = { email: "instructor@yeebitz.test", password: "yeebitz-demo" };

const ENDINGS = "a new password, another role, disabling and enabling the account";

/** How API clients sign in and out, and how everybody signs out everywhere. */
export const tokenPaths: ZodOpenApiPathsObject = {
  "/api/auth/token": {
    post: {
      operationId: "issueToken",
      tags: ["Signing in"],
      summary: "Get a Bearer token",
      description:
        "For API clients. The role is not in the token: it is read at each use. After many wrong tries the answer takes up to ten seconds.",
      security: PUBLIC,
      requestBody: {
        required: true,
        content: { "application/json": { schema: credentials, example: credentialsExample } },
      },
      responses: answers({ 200: json("The token.", tokenAnswer) }, [
        DATABASE,
        BODY,
        { 401: { wrong_credentials: "The e-mail address or password is wrong." } },
        TOO_MANY,
        TOO_BUSY,
      ]),
    },
    delete: {
      operationId: "endToken",
      tags: ["Signing in"],
      summary: "End the Bearer token of this call",
      description: `A token ends by itself after ${durationInWords(API_TOKEN_LIFETIME_MINUTES)}, and with signing out in a browser, ${ENDINGS}.`,
      security: [{ bearer: [] }],
      responses: answers({ 200: json("It works no more.", endedAnswer) }, [USER]),
    },
  },
  "/api/auth/sessions": {
    delete: {
      operationId: "signOutEverywhere",
      tags: ["Signing in"],
      summary: "Sign out everywhere",
      description: `Ends every session and Bearer token of the account, as do ${ENDINGS}.`,
      security: SIGNED_IN,
      responses: answers({ 200: json("None works any more.", endedAnswer) }, [USER, FOREIGN_ORIGIN]),
    },
  },
};
