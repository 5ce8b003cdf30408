import { createHmac } from "node:crypto";
import { signingSecret } from "../webhooks/target.ts";
import type { World } from "../world.ts";
import { GraphError, tokenError } from "./errors.ts";
import { APP_ID } from "./nodes.ts";

/** Whose call it is: a token's, or the app's own. */
export type Caller = "token" | "app";

/** Who calls, by the header; refuses what is neither our token nor, where `isAppAsked`, our app's own. */
export function requireCaller(world: World, authorization: string | undefined, isAppAsked: boolean): Caller {
  if (isAppAsked && world.setUp.takesAppToken && authorization === `Bearer ${APP_ID}|${signingSecret(world)}`)
    return "app";
  if (authorization !== `Bearer ${world.settings.accessToken}`) throw tokenError(false);
  if (world.faults.tokenExpired) throw tokenError(true);
  return "token";
}

/** Checks the proof that a call with a token brings, if it brings one or has to. */
export function requireProof(world: World, url: URL): void {
  const proof = url.searchParams.get("appsecret_proof");
  const refuse = (message: string) => new GraphError(400, 100, message, { type: "GraphMethodException" });
  if (proof === null && world.setUp.requireProof)
    throw refuse("API calls from the server require an appsecret_proof argument");
  const right = createHmac("sha256", signingSecret(world)).update(world.settings.accessToken).digest("hex");
  if (proof !== null && proof !== right) throw refuse("Invalid appsecret_proof provided in the API argument");
}
