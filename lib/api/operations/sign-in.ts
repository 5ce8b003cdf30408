import type { ZodOpenApiPathsObject } from "zod-openapi";
import { credentials } from "../../auth/accounts.ts";
import { API_TOKEN_LIFETIME_MINUTES } from "../../lifetimes.ts";
import { durationInWords } from "../../time.ts";
import { endedResponse, tokenResponse } from "../auth.ts";
import { BODY, DATABASE, FOREIGN_ORIGIN, TOO_BUSY, TOO_MANY, USER } from "../failures.ts";
import { json, responses } from "../responses.ts";
import { PUBLIC, SIGNED_IN } from "../security.ts";

/** An account of the demo that may send messages. */
export const credentialsExample = { email: "instructor@yeebitz.test", password: "yeebitz-demo" };

const ENDINGS = "changing the password or role, and disabling or enabling the account";

/** How API clients sign in and out, and how everybody signs out everywhere. */
export const tokenPaths: ZodOpenApiPathsObject = {
  "/api/auth/token": {
    post: {
      operationId: "issueToken",
      tags: ["Signing in"],
      summary: "Get a Bearer token",
      description:
        "For API clients. Your role isn't part of the token: it's looked up with each call. After many failed attempts, a response can take up to ten seconds.",
      security: PUBLIC,
      requestBody: {
        required: true,
        content: { "application/json": { schema: credentials, example: credentialsExample } },
      },
      responses: responses({ 200: json("The token.", tokenResponse) }, [
        DATABASE,
        BODY,
        { 401: { wrong_credentials: "The email address or password is wrong." } },
        TOO_MANY,
        TOO_BUSY,
      ]),
    },
    delete: {
      operationId: "endToken",
      tags: ["Signing in"],
      summary: "End the Bearer token of this call",
      description: `A token also ends after ${durationInWords(API_TOKEN_LIFETIME_MINUTES)}. Signing out in a browser, ${ENDINGS} end it too.`,
      security: [{ bearer: [] }],
      responses: responses({ 200: json("The token no longer works.", endedResponse) }, [USER]),
    },
  },
  "/api/auth/sessions": {
    delete: {
      operationId: "signOutEverywhere",
      tags: ["Signing in"],
      summary: "Sign out everywhere",
      description: `Ends all sessions and Bearer tokens of the account. So do ${ENDINGS}.`,
      security: SIGNED_IN,
      responses: responses({ 200: json("Signed out everywhere.", endedResponse) }, [USER, FOREIGN_ORIGIN]),
    },
  },
};
