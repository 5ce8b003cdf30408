import { z } from "zod";
import { env } from "../../env.ts";
import { callGraphAs, type GraphOutcome } from "../graph.ts";
import { optional, optionalText } from "../optional.ts";
import { accessToken } from "../token.ts";
import { type Answer, ask, mapAnswer } from "./answer.ts";

/** What Meta says of our access token. */
export interface TokenFacts {
  isValid: boolean;
  /** Why it is not, in Meta's words. */
  fault: string | null;
  appId: string | null;
  /** `SYSTEM_USER` for one that can last. */
  type: string | null;
  /** Null for one that never ends. */
  endsAt: Date | null;
  scopes: string[];
}

const body = z.looseObject({
  data: z.looseObject({
    is_valid: z.boolean(),
    app_id: z.union([z.string(), z.number()]).transform(String).nullish(),
    type: optionalText,
    expires_at: optional(z.number()),
    scopes: optional(z.array(z.string())),
    error: optional(z.looseObject({ message: optionalText })),
  }),
});

/** What our access token is, by `debug_token`; a wrong one is also told with success. */
export async function inspectToken(): Promise<Answer<TokenFacts>> {
  const query = new URLSearchParams({ input_token: await accessToken() });
  return mapAnswer(await ask(body, `debug_token?${query}`), ({ data }) => ({
    isValid: data.is_valid,
    fault: data.error?.message ?? null,
    appId: data.app_id ?? null,
    type: data.type ?? null,
    endsAt: data.expires_at ? new Date(data.expires_at * 1000) : null,
    scopes: data.scopes ?? [],
  }));
}

/** Asks for our number, which is the cheapest call, with the proof of one secret, or with none. */
export async function tryProof(appSecret: string | null): Promise<GraphOutcome> {
  return callGraphAs(
    { token: await accessToken(), appSecret },
    "GET",
    `${env().WHATSAPP_PHONE_NUMBER_ID}?fields=id`,
  );
}
