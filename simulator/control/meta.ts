import { z } from "zod";
import { signBody } from "#lib/whatsapp/signature";
import { faultsSchema, NO_FAULTS } from "../faults.ts";
import { statusError } from "../graph/errors.ts";
import { Refusal } from "../http.ts";
import type { OutboxMessage } from "../outbox.ts";
import { listOutbox } from "../outbox.ts";
import { changeSetUp, GOOD_SET_UP, setUpChange } from "../set-up.ts";
import { deliver } from "../webhooks/deliver.ts";
import { BUSINESS_NUMBER, timestampOf } from "../webhooks/envelope.ts";
import { postWebhook } from "../webhooks/post.ts";
import { postStatus } from "../webhooks/statuses.ts";
import { signingSecret } from "../webhooks/target.ts";
import { replaceFaults, replaceSetUp, resetWorld, type World } from "../world.ts";
import { type ControlRoutes, parseControl } from "./call.ts";

const injectedStatus = z.strictObject({
  messageId: z.string(),
  status: z.string(),
  code: z.number().int().optional(),
  timestamp: z.union([z.string(), z.number()]).transform(String).optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
});

const rawWebhook = z.strictObject({
  body: z.union([z.string(), z.record(z.string(), z.unknown())]),
  signature: z.enum(["right", "wrong", "none"]).default("right"),
  times: z.number().int().min(1).max(100).default(1),
});

async function injectStatus(world: World, body: unknown) {
  const { messageId, status, code, timestamp, extra } = parseControl(injectedStatus, body);
  const overrides = {
    ...(code ? { errors: [statusError(code)] } : {}),
    ...(timestamp ? { timestamp } : {}),
    ...extra,
  };
  const message: OutboxMessage | undefined = world.outbox.get(messageId);
  const phone = message && world.phones.byId.get(message.phoneId);
  if (message && phone) {
    return { responses: await postStatus(world, { phone, message, chatMessage: null }, status, overrides) };
  }
  const value = { statuses: [{ id: messageId, status, timestamp: timestampOf(Date.now()), ...overrides }] };
  const summary = `${status} · unknown message`;
  return { responses: await deliver(world, { kind: "status", summary, phoneId: null, value }).firstOutcomes };
}

async function postRaw(world: World, body: unknown) {
  const { body: wanted, signature, times } = parseControl(rawWebhook, body);
  const raw = typeof wanted === "string" ? wanted : JSON.stringify(wanted);
  const secret = signature === "wrong" ? `not ${signingSecret(world)}` : signingSecret(world);
  const signed = signature === "none" ? "" : signBody(Buffer.from(raw), secret);
  const { webhookUrl } = world.settings;
  const posts = Array.from({ length: times }, () =>
    postWebhook(webhookUrl, raw, signed, world.closing.signal),
  );
  return { responses: (await Promise.all(posts)).map(({ outcome }) => outcome) };
}

function entry<T>(entries: Map<string, T>, id: string): T {
  const found = entries.get(id);
  if (!found) throw new Refusal(404, "There is no such entry (any more).");
  return found;
}

function newest<T>(entries: T[], query: URLSearchParams): T[] {
  const limit = Number(query.get("limit"));
  return limit > 0 ? entries.slice(-limit) : entries;
}

/** Calls about what this Meta took, posted and suffers from. */
export const metaRoutes: ControlRoutes = {
  "GET business": ({ world: { settings } }) => ({
    name: settings.businessName,
    number: BUSINESS_NUMBER,
    phoneNumberId: settings.phoneNumberId,
  }),
  "GET outbox": ({ world, query }) => {
    const messages = listOutbox(world.outbox, query.get("to"));
    return { count: messages.length, messages };
  },
  "DELETE outbox": ({ world }) => {
    world.outbox.clear();
    world.journal.forget();
    return { cleared: true };
  },
  "GET graph-calls": ({ world, query }) => {
    const graphCalls = [...world.journal.graphCalls.values()];
    return { count: graphCalls.length, graphCalls: newest(graphCalls, query) };
  },
  "GET graph-calls/:id": ({ world, id }) => entry(world.journal.graphCalls, id),
  "GET deliveries": ({ world, query }) => {
    const deliveries = [...world.journal.deliveries.values()];
    const waiting = deliveries.filter(({ state }) => state === "waiting").length;
    return { count: deliveries.length, waiting, deliveries: newest(deliveries, query) };
  },
  "GET deliveries/:id": ({ world, id }) => entry(world.journal.deliveries, id),
  "POST deliveries/retry": ({ world }) => {
    const woken = world.wakes.size;
    for (const wake of world.wakes) wake();
    return { woken };
  },
  "POST statuses": ({ world, body }) => injectStatus(world, body),
  "POST webhooks": ({ world, body }) => postRaw(world, body),
  "GET faults": ({ world }) => world.faults,
  "PUT faults": ({ world, body }) =>
    replaceFaults(world, { ...world.faults, ...parseControl(faultsSchema.partial(), body) }),
  "DELETE faults": ({ world }) => replaceFaults(world, { ...NO_FAULTS }),
  "GET set-up": ({ world }) => world.setUp,
  "PUT set-up": ({ world, body }) =>
    replaceSetUp(world, changeSetUp(world.setUp, parseControl(setUpChange, body))),
  "DELETE set-up": ({ world }) => replaceSetUp(world, GOOD_SET_UP),
  "POST reset": ({ world }) => {
    resetWorld(world);
    return { reset: true };
  },
};
