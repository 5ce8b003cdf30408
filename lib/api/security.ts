import type { ZodOpenApiSecuritySchemeObject } from "zod-openapi";
import { sessionCookieName } from "../auth/sessions/session-cookie-name.ts";

/** Marks an operation that anybody may call. */
export const PUBLIC: Record<string, string[]>[] = [];

/** Marks an operation that needs an account: by Bearer token or by session cookie. */
export const SIGNED_IN: Record<string, string[]>[] = [{ bearer: [] }, { session: [] }];

/** The two ways to say who is calling. next-auth names its cookie differently under https. */
export function securitySchemes(): Record<string, ZodOpenApiSecuritySchemeObject> {
  return {
    bearer: {
      type: "http",
      scheme: "bearer",
      bearerFormat: "JWT",
      description: "For API clients: the `access_token` from `POST /api/auth/token`.",
    },
    session: {
      type: "apiKey",
      in: "cookie",
      name: sessionCookieName(),
      description:
        "Set by signing in at `/login`; browsers send it automatically. Calls that change something must come from our own pages.",
    },
  };
}
