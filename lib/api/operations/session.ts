import type { ZodOpenApiPathsObject } from "zod-openapi";
import { ANY } from "../failures.ts";
import { json, responses } from "../responses.ts";
import { PUBLIC } from "../security.ts";
import { csrfResponse, nextPageResponse, sessionResponse, signInForm, signOutForm } from "../session.ts";

const form = "application/x-www-form-urlencoded";

/** The browser session, which next-auth keeps: the ones of its endpoints that a client may want. */
export const sessionPaths: ZodOpenApiPathsObject = {
  "/api/auth/csrf": {
    get: {
      operationId: "readCsrfToken",
      tags: ["Signing in"],
      summary: "Get a CSRF token for the forms below",
      security: PUBLIC,
      responses: responses({ 200: json("The token.", csrfResponse) }, [ANY]),
    },
  },
  "/api/auth/callback/credentials": {
    post: {
      operationId: "signIn",
      tags: ["Signing in"],
      summary: "Sign in with a session cookie",
      security: PUBLIC,
      requestBody: { required: true, content: { [form]: { schema: signInForm } } },
      responses: responses(
        {
          200: json(
            "Signed in, with the cookie set; without a valid CSRF token only an address.",
            nextPageResponse,
          ),
          302: { description: "The same, where `json` was not sent." },
          401: json(
            "Not signed in. The address names the error: CredentialsSignin, too_many_tries or unavailable.",
            nextPageResponse,
          ),
          429: json("Too many tries, with Retry-After; the same error in the address.", nextPageResponse),
        },
        [ANY],
      ),
    },
  },
  "/api/auth/session": {
    get: {
      operationId: "readSession",
      tags: ["Signing in"],
      summary: "See until when the session lasts",
      description:
        "Empty when it is over. That it is asked counts as use of a staff session, but with the header `X-Connect-Background`.",
      security: PUBLIC,
      responses: responses(
        { 200: json("The session.", sessionResponse, { user: {}, expires: "2027-01-01T20:00:00.000Z" }) },
        [ANY],
      ),
    },
  },
  "/api/auth/signout": {
    post: {
      operationId: "signOut",
      tags: ["Signing in"],
      summary: "Sign out",
      description: "Ends this session and the Bearer tokens of the account; its other sessions go on.",
      security: PUBLIC,
      requestBody: { required: true, content: { [form]: { schema: signOutForm } } },
      responses: responses(
        {
          200: json("Signed out, with the cookie taken away.", nextPageResponse),
          302: { description: "The same, where `json` was not sent." },
        },
        [ANY],
      ),
    },
  },
};
