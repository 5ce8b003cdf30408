import { z } from "zod";

/** Answer of `GET /api/auth/csrf`. */
export const csrfAnswer = z
  .object({ csrfToken: z.string().meta({ description: "To be sent back with the cookie set beside it." }) })
  .meta({ id: "CsrfToken" });

/** Answer of `GET /api/auth/session`. */
export const sessionAnswer = z
  .looseObject({ expires: z.iso.datetime().optional() })
  .meta({ id: "Session", description: "Empty when nobody is signed in." });

/** Body of `POST /api/auth/callback/credentials`, as a form. */
export const signInForm = z
  .object({
    csrfToken: z.string(),
    email: z.string().meta({ example: "student@yeebitz.test" }),
    password: z.string().meta({ example: "yeebitz-demo" }),
    json: z.literal("true").optional().meta({ description: "Answer with JSON, not with a redirect." }),
  })
  .meta({ id: "SignInForm" });

/** Body of `POST /api/auth/signout`, as a form. */
export const signOutForm = z
  .object({ csrfToken: z.string(), json: z.literal("true").optional() })
  .meta({ id: "SignOutForm" });

/** Answer of next-auth's forms: where a browser would go on. */
export const nextPageAnswer = z.object({ url: z.string() }).meta({ id: "NextPage" });
