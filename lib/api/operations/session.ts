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
      description: "It comes with a cookie. Send both with the form.",
      security: PUBLIC,
      responses: responses({ 200: json("The token.", csrfResponse) }, [ANY]),
    },
  },
  "/api/auth/callback/credentials": {
    post: {
      operationId: "signIn",
      tags: ["Signing in"],
      summary: "Sign in with a session cookie",
      description: "For browsers. API clients get a Bearer token instead.",
      security: PUBLIC,
      requestBody: { required: true, content: { [form]: { schema: signInForm } } },
      responses: responses(
        {
          200: json(
            "Signed in, and the cookie is set. Without a valid CSRF token, nobody is signed in and only an address is returned.",
            nextPageResponse,
          ),
          302: { description: "The same, if `json` wasn't sent." },
          401: json(
            "Not signed in. The address contains the error: `CredentialsSignin`, `too_many_tries` or `unavailable`.",
            nextPageResponse,
          ),
          429: json(
            "Too many attempts, with `Retry-After`. The address contains the error.",
            nextPageResponse,
          ),
        },
        [ANY],
      ),
    },
  },
  "/api/auth/session": {
    get: {
      operationId: "readSession",
      tags: ["Signing in"],
      summary: "See when the session ends",
      description:
        "Empty when the session is over. Asking keeps a staff session alive, unless you send the `X-Connect-Background` header.",
      security: PUBLIC,
      responses: responses({ 200: json("The session.", sessionResponse) }, [ANY]),
    },
  },
  "/api/auth/signout": {
    post: {
      operationId: "signOut",
      tags: ["Signing in"],
      summary: "Sign out",
      description: "Ends this session and the account's Bearer tokens. Its other sessions continue.",
      security: PUBLIC,
      requestBody: { required: true, content: { [form]: { schema: signOutForm } } },
      responses: responses(
        {
          200: json("Signed out, and the cookie is removed.", nextPageResponse),
          302: { description: "The same, if `json` wasn't sent." },
        },
        [ANY],
      ),
    },
  },
};
