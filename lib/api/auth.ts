import { z } from "zod";
import { API_TOKEN_LIFETIME_MINUTES } from "../lifetimes.ts";

/** Response of `POST /api/auth/token`. */
export const tokenResponse = z
  .object({
    access_token: z.string().meta({ description: "Send it as `Authorization: Bearer …`." }),
    token_type: z.literal("Bearer"),
    expires_in: z
      .number()
      .int()
      .meta({ description: "Seconds.", example: API_TOKEN_LIFETIME_MINUTES * 60 }),
  })
  .meta({ id: "AccessToken" });

/** Response where sessions or tokens were ended. */
export const endedResponse = z
  .object({ success: z.literal(true), message: z.string() })
  .meta({ id: "Ended" });
