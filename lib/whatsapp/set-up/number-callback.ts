import { env } from "../../env.ts";
import { callGraph, type GraphOutcome } from "../graph.ts";

function override(configuration: object): Promise<GraphOutcome> {
  return callGraph("POST", env().WHATSAPP_PHONE_NUMBER_ID, { webhook_configuration: configuration });
}

/**
 * Has the webhooks about our number's messages go to an address of the number's own. Meta asks it for a challenge meanwhile, so
 * it must be up, and refuses before our app gets the account's messages.
 */
export function setNumberCallback(address: string): Promise<GraphOutcome> {
  return override({ override_callback_uri: address, verify_token: env().WHATSAPP_VERIFY_TOKEN });
}

/** Takes the number's own address away, so that the account's or the app's counts. */
export function clearNumberCallback(): Promise<GraphOutcome> {
  return override({ override_callback_uri: "" });
}
