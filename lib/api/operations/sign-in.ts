import type { ZodOpenApiPathsObject } from "zod-openapi";
import { credentials } from "../../auth/accounts.ts";
import { answers, json } from "../answers.ts";
import { tokenAnswer } from "../auth.ts";
import { BODY, DATABASE, TOO_MANY } from "../failures.ts";
import { PUBLIC } from "../security.ts";

const credentialsExample = { email: "instructor@yeebitz.test", password: "yeebitz-demo" };

/** How API clients sign in. */
export const tokenPaths: ZodOpenApiPathsObject = {
  "/api/auth/token": {
    post: {
      operationId: "issueToken",
      tags: ["Signing in"],
      summary: "Get a Bearer token",
      description: "For API clients. The role is not in the token: it is read at each use.",
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
      ]),
    },
  },
};
