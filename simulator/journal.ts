import type { Events } from "./events.ts";
import type { Json } from "./json.ts";

const KEPT_ENTRIES = 20_000;

export type Attempt = { at: number; milliseconds: number; outcome: number | string };

/** One webhook POST to the application, with every try at it. */
export type DeliveryRecord = {
  id: string;
  kind: "message" | "status" | "other";
  summary: string;
  phoneId: string | null;
  state: "posting" | "waiting" | "delivered" | "given up";
  attempts: Attempt[];
  nextAttemptAt: number | null;
  signature: string;
  body: unknown;
};

/** One call of the application to the Graph double, taken or refused. */
type GraphCall = {
  id: string;
  at: number;
  milliseconds: number;
  method: string;
  path: string;
  status: number | "cut";
  code: number | null;
  summary: string;
  request: Json | null;
  response: unknown;
};

export type Journal = {
  deliveries: Map<string, DeliveryRecord>;
  graphCalls: Map<string, GraphCall>;
  noteDelivery: (delivery: DeliveryRecord) => void;
  noteGraphCall: (call: GraphCall) => void;
  forget: () => void;
  clear: () => void;
};

function keep<T extends { id: string }>(entries: Map<string, T>, entry: T): void {
  entries.set(entry.id, entry);
  const [oldest] = entries.keys();
  if (entries.size > KEPT_ENTRIES && oldest !== undefined) entries.delete(oldest);
}

/** The record of all that went between the application and this Meta, newest last. */
export function createJournal(events: Events): Journal {
  const deliveries = new Map<string, DeliveryRecord>();
  const graphCalls = new Map<string, GraphCall>();
  return {
    deliveries,
    graphCalls,
    noteDelivery(delivery) {
      keep(deliveries, delivery);
      events.publish("delivery", { ...delivery, body: undefined });
    },
    noteGraphCall(call) {
      keep(graphCalls, call);
      events.publish("graph-call", { ...call, request: undefined, response: undefined });
    },
    forget() {
      for (const [id, delivery] of deliveries) {
        if (delivery.state === "delivered" || delivery.state === "given up") deliveries.delete(id);
      }
      graphCalls.clear();
      events.publish("forgotten", {});
    },
    clear() {
      deliveries.clear();
      graphCalls.clear();
    },
  };
}
