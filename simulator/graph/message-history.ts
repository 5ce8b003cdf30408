import { webhookTarget } from "../webhooks/target.ts";
import type { World } from "../world.ts";
import { GraphError } from "./errors.ts";
import type { GraphResponse } from "./messages.ts";
import { APP_ID } from "./nodes.ts";
import type { GraphRequest } from "./routes.ts";

/** What became of one message, and whether the application heard of it. */
export function messageHistory(world: World, { url }: GraphRequest): GraphResponse {
  const message = world.outbox.get(url.searchParams.get("message_id") ?? "");
  if (!message) throw new GraphError(422, 100, "(#100) There is no such message");
  const data = message.statuses.map((status, at) => ({
    id: `${message.id}:${at}`,
    delivery_status: status.toUpperCase(),
    timestamp: Math.floor(Date.parse(message.acceptedAt) / 1000),
    webhook_update_state: world.setUp.statusesTold,
    webhook_uri: webhookTarget(world),
    application: { id: APP_ID },
  }));
  const row = { id: `history:${message.id}`, message_id: message.id, events: { data } };
  return { body: { data: [row] }, summary: "message history" };
}
