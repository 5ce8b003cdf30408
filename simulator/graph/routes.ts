import type { Json } from "../json.ts";
import type { World } from "../world.ts";
import { listSubscriptions, overrideNumber, subscribeAccount, subscribeApp } from "./callbacks.ts";
import type { Caller } from "./credentials.ts";
import { GraphError, noSuchObject } from "./errors.ts";
import { messageHistory } from "./message-history.ts";
import { acceptMessage, type GraphResponse } from "./messages.ts";
import { debugToken, findNode, subscribedApps } from "./nodes.ts";
import { markAsRead } from "./read-receipts.ts";
import { listTemplates, pickFields } from "./templates.ts";

/** A call as it is routed: `caller` is whose it is, a token's or the app's own. */
export type GraphRequest = {
  method: string;
  url: URL;
  origin: string;
  path: string[];
  body: Json;
  caller: Caller;
};

function plain(body: Json, summary: string): GraphResponse {
  return { body, summary };
}

function requireId(request: GraphRequest, id: string): void {
  if (request.path[0] !== id) throw noSuchObject(request.method, request.path[0] ?? "");
}

function getNode(world: World, { method, path, url }: GraphRequest): GraphResponse {
  const found = findNode(world, path[0] ?? "");
  if (!found) throw noSuchObject(method, path[0] ?? "");
  return plain(pickFields(found.node, url.searchParams.get("fields"), found.defaults), "node");
}

function getPhoneNumbers(world: World, request: GraphRequest): GraphResponse {
  requireId(request, world.settings.businessAccountId);
  if (world.setUp.isNumberElsewhere) return plain({ data: [] }, "phone numbers");
  const { body } = getNode(world, { ...request, path: [world.settings.phoneNumberId] });
  const cursor = Buffer.from(world.settings.phoneNumberId).toString("base64url");
  return plain({ data: [body], paging: { cursors: { before: cursor, after: cursor } } }, "phone numbers");
}

async function postMessages(world: World, request: GraphRequest): Promise<GraphResponse> {
  requireId(request, world.settings.phoneNumberId);
  return request.body.status === "read"
    ? markAsRead(world, request.body)
    : acceptMessage(world, request.body);
}

const ROUTES: Record<
  string,
  (world: World, request: GraphRequest) => GraphResponse | Promise<GraphResponse>
> = {
  "POST messages": postMessages,
  "GET message_templates": (world, request) => {
    requireId(request, world.settings.businessAccountId);
    return plain(listTemplates(request.url, request.origin, world.faults), "templates");
  },
  "GET phone_numbers": getPhoneNumbers,
  "GET subscribed_apps": (world, request) => {
    requireId(request, world.settings.businessAccountId);
    return plain(subscribedApps(world), "subscribed apps");
  },
  "POST subscribed_apps": (world, request) => {
    requireId(request, world.settings.businessAccountId);
    return subscribeAccount(world, request);
  },
  "GET subscriptions": listSubscriptions,
  "POST subscriptions": subscribeApp,
  "GET message_history": (world, request) => {
    requireId(request, world.settings.phoneNumberId);
    return messageHistory(world, request);
  },
  "POST register": (world, request) => {
    requireId(request, world.settings.phoneNumberId);
    return plain({ success: true }, "registered");
  },
};

/** Does what a call asks, or throws the refusal that Meta would give. */
export async function runGraphCall(world: World, request: GraphRequest): Promise<GraphResponse> {
  const [first, edge, ...more] = request.path;
  if (request.method === "GET" && first === "debug_token" && edge === undefined) {
    const token = request.url.searchParams.get("input_token");
    return plain(debugToken(world, token), "debug token");
  }
  if (request.method === "GET" && first && edge === undefined) return getNode(world, request);
  if (request.method === "POST" && first === world.settings.phoneNumberId && edge === undefined)
    return overrideNumber(world, request);
  const run = more.length === 0 ? ROUTES[`${request.method} ${edge}`] : undefined;
  if (run) return run(world, request);
  throw new GraphError(400, 2500, `Unknown path components: /${request.path.slice(1).join("/")}`);
}
