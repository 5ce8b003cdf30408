import { z } from "zod";

/** Response of `GET /api/auth/csrf`. */
export const csrfResponse = z
  .object({
    csrfToken: z
      .string()
      .meta({ description: "Send it with the form, along with the cookie of this response." }),
  })
  .meta({ id: "CsrfToken" });

/** Response of `GET /api/auth/session`. */
export const sessionResponse = z
  .looseObject({ expires: z.iso.datetime().optional() })
  .meta({ id: "Session", description: "Empty when nobody is signed in." });

/** Body of `POST /api/auth/callback/credentials`, as a form. */
export const signInForm = z
  .object({
    csrfToken: z.string(),
    email: z.string().meta({ example: "student@yeebitz.test" }),
    password: z.string().meta({ example: "yeebitz-demo" }),
    json: z.literal("true").optional().meta({ description: "Respond with JSON instead of a redirect." }),
  })
  .meta({ id: "SignInForm" });

/** Body of `POST /api/auth/signout`, as a form. */
export const signOutForm = z
  .object({ csrfToken: z.string(), json: z.literal("true").optional() })
  .meta({ id: "SignOutForm" });

/** Response of next-auth's forms: where a browser would go on. */
export const nextPageResponse = z.object({ url: z.string() }).meta({ id: "NextPage" });
