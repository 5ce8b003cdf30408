import { randomBytes } from "node:crypto";
import { type Json, objectAt, textAt } from "../json.ts";
import { changeSetUp, KNOWN_FIELDS, type SetUp } from "../set-up.ts";
import { replaceSetUp, type World } from "../world.ts";
import { GraphError } from "./errors.ts";
import type { GraphResponse } from "./messages.ts";
import { APP_ID } from "./nodes.ts";
import type { GraphRequest } from "./routes.ts";

const PATIENCE_MILLISECONDS = 10_000;

function requireApp({ path, caller }: GraphRequest): void {
  if (path[0] !== APP_ID || caller !== "app")
    throw new GraphError(400, 15, "(#15) This method must be called with an app access_token.");
}

function change(world: World, part: Parameters<typeof changeSetUp>[1]): void {
  replaceSetUp(world, changeSetUp(world.setUp, part));
}

/** Asks a callback for a challenge back, as Meta does before it takes it. */
async function verify(callback: string, verifyToken: string): Promise<void> {
  const refuse = (reason: string) =>
    new GraphError(400, 2200, `(#2200) Callback verification failed with the following errors: ${reason}`);
  if (!URL.canParse(callback)) throw refuse("The callback is no address");
  const url = new URL(callback);
  const challenge = randomBytes(8).toString("hex");
  url.searchParams.set("hub.mode", "subscribe");
  url.searchParams.set("hub.challenge", challenge);
  url.searchParams.set("hub.verify_token", verifyToken);
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  const response = await fetch(url, { redirect: "manual", signal }).catch(() => null);
  if (!response) throw refuse("curl_errno = 7");
  const body = await response.text();
  if (response.status !== 200) throw refuse(`HTTP Status Code = ${response.status}`);
  if (body !== challenge) throw refuse("The response is not the challenge");
}

/** What the app is subscribed to, and where its webhooks go. */
export function listSubscriptions({ setUp, settings }: World, request: GraphRequest): GraphResponse {
  requireApp(request);
  const subscription = {
    object: "whatsapp_business_account",
    callback_url: setUp.callbacks.application ?? settings.webhookUrl,
    active: true,
    fields: setUp.fields.map((name) => ({ name, version: "v26.0" })),
  };
  return { body: { data: setUp.fields.length > 0 ? [subscription] : [] }, summary: "subscriptions" };
}

function readFields(body: Json): string[] {
  const fields = (textAt(body, "fields") ?? "").split(",").filter((field) => field !== "");
  const known: readonly string[] = KNOWN_FIELDS;
  const unknown = fields.find((field) => !known.includes(field));
  if (unknown) throw new GraphError(400, 100, `(#100) Param fields must be one of the known: ${unknown}`);
  return fields;
}

/** Subscribes the app to fields, in place of those before. */
export async function subscribeApp(world: World, request: GraphRequest): Promise<GraphResponse> {
  requireApp(request);
  const { body } = request;
  const fields = readFields(body);
  const callback = textAt(body, "callback_url") ?? "";
  await verify(callback, textAt(body, "verify_token") ?? "");
  change(world, { fields, callbacks: { application: callback } });
  return { body: { success: true }, summary: "app subscribed" };
}

function requireSubscription({ setUp }: World): void {
  if (setUp.subscribedApps.includes("ours") && setUp.fields.includes("messages")) return;
  throw new GraphError(
    400,
    100,
    "(#100) Before override the current callback uri, your app must be subscribed to receive messages for WhatsApp Business Account",
  );
}

async function override(world: World, level: keyof SetUp["callbacks"], given: Json): Promise<GraphResponse> {
  const address = textAt(given, "override_callback_uri") ?? "";
  if (address !== "") {
    requireSubscription(world);
    await verify(address, textAt(given, "verify_token") ?? "");
  }
  change(world, { callbacks: { [level]: address || null } });
  return { body: { success: true }, summary: "callback overridden" };
}

/** Subscribes our app to the account; with a callback the account's webhooks go there, without one the account has none any more. */
export async function subscribeAccount(world: World, { body }: GraphRequest): Promise<GraphResponse> {
  if ("override_callback_uri" in body) return override(world, "whatsapp_business_account", body);
  const subscribedApps = [...new Set([...world.setUp.subscribedApps, "ours" as const])];
  change(world, { subscribedApps, callbacks: { whatsapp_business_account: null } });
  return { body: { success: true }, summary: "app subscribed to the account" };
}

/** Has the number's webhooks go to a callback of its own; an empty one takes that back. */
export function overrideNumber(world: World, { body }: GraphRequest): Promise<GraphResponse> {
  return override(world, "phone_number", objectAt(body, "webhook_configuration"));
}
