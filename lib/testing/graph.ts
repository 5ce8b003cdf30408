import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";
import { AppError } from "../errors.ts";
import { receiveDelivery } from "../inbox/deliveries.ts";
import { startProcess } from "./processes.ts";
import { changeSettings, TEST_SETTINGS } from "./settings.ts";

/** A message that the double of the Graph API has accepted. */
export interface AcceptedMessage {
  id: string;
  to: string | null;
  recipient: string | null;
  type: string;
  text: string;
  biz_opaque_callback_data: string | null;
  acceptedAt: string;
  statuses: string[];
}

/** The double of Meta, in a process of its own; what it reports comes in through `receiveDelivery`. */
export interface GraphDouble {
  url: string;
  /** Ends all faults; it reports no statuses, unless it is made to. */
  calm(): Promise<void>;
  /** Makes things go wrong, as the simulator's control API describes. */
  suffer(faults: Record<string, unknown>): Promise<void>;
  /** Sets our app, account and number up otherwise at Meta, as the control API describes; null sets all of it well. */
  setUp(change: object | null): Promise<void>;
  /** Has Meta be as one of the simulator's scenarios says. */
  play(name: string): Promise<void>;
  /** A phone that nobody has seen before. */
  addPhone(fields?: { phone?: string | null; name?: string }): Promise<Phone>;
  /** Every message that was accepted. */
  accepted(): Promise<AcceptedMessage[]>;
  /** How often a message was offered to it, refusals included. */
  countCalls(): Promise<number>;
  /** Waits until it has reported all that it has to report. */
  settled(): Promise<void>;
}

/** A student's phone. */
export interface Phone {
  id: string;
  phone: string | null;
  bsuid: string;
  /** Writes to us, as a person does; the message's id. */
  write(text: string, overrides?: Record<string, unknown>): Promise<string>;
  /** What has arrived on it from us, oldest first; waits for what is on its way. */
  read(): Promise<string[]>;
}

interface ShownMessage {
  author: string;
  bubble: { text: string };
}

let phones = 0;

async function listenForWebhooks(): Promise<{ url: string; close: () => void }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const signature = request.headers["x-hub-signature-256"];
    try {
      await receiveDelivery(Buffer.concat(chunks), typeof signature === "string" ? signature : null);
      response.writeHead(200).end();
    } catch (error) {
      response.writeHead(error instanceof AppError ? error.status : 500).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/api/whatsapp/webhook`, close: () => server.closeAllConnections() };
}

/** Starts the double and points the settings at it. */
export async function startGraphDouble(): Promise<{ double: GraphDouble; stop: () => Promise<void> }> {
  const webhook = await listenForWebhooks();
  const simulator = await startProcess("simulator/main.ts", {
    SIMULATOR_PORT: "0",
    WHATSAPP_WEBHOOK_URL: webhook.url,
    WHATSAPP_WEBHOOK_SECRET: TEST_SETTINGS.WHATSAPP_WEBHOOK_SECRET,
    WHATSAPP_ACCESS_TOKEN: TEST_SETTINGS.WHATSAPP_ACCESS_TOKEN,
    WHATSAPP_PHONE_NUMBER_ID: TEST_SETTINGS.WHATSAPP_PHONE_NUMBER_ID,
    WHATSAPP_BUSINESS_ACCOUNT_ID: TEST_SETTINGS.WHATSAPP_BUSINESS_ACCOUNT_ID,
  });
  const port = await vi.waitUntil(() => /"listening","port":(\d+)/.exec(simulator.output())?.[1], {
    timeout: 10_000,
  });
  const url = `http://127.0.0.1:${port}`;
  changeSettings({ WHATSAPP_API_URL: url });

  async function control<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      body: body && JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async function calm(): Promise<void> {
    await control("DELETE", "faults");
    await control("PUT", "faults", { statusGapMs: 1, retryStartMs: 20, noStatuses: true });
  }

  async function settled(): Promise<void> {
    const isSettled = async () => (await control<{ waiting: number }>("GET", "deliveries")).waiting === 0;
    await vi.waitUntil(isSettled, { timeout: 10_000 });
  }

  await calm();

  const double: GraphDouble = {
    url,
    calm,
    suffer: async (faults) => {
      await control("PUT", "faults", faults);
    },
    setUp: async (change) => {
      await control(change ? "PUT" : "DELETE", "set-up", change ?? undefined);
    },
    play: async (name) => {
      await control("PUT", "scenario", { name });
    },
    addPhone: async (fields = {}) => {
      phones += 1;
      const fresh = { name: `Student ${phones}`, phone: `+1555${String(2_000_000 + phones)}`, ...fields };
      const { id, phone, bsuid } = await control<Phone>("POST", "phones", fresh);
      return {
        id,
        phone,
        bsuid,
        write: async (text, overrides = {}) => {
          const sent = await control<{ wamid: string; responses: number[] }>("POST", `phones/${id}/send`, {
            text,
            ...overrides,
          });
          if (sent.responses.some((status) => status !== 200)) await settled();
          return sent.wamid;
        },
        read: async () => {
          const sent = await control<{ count: number }>("GET", `outbox?to=${id}`);
          return vi.waitUntil(
            async () => {
              const shown = await control<{ messages: ShownMessage[] }>("GET", `phones/${id}/messages`);
              const ours = shown.messages.filter(({ author }) => author === "business");
              return ours.length >= sent.count && ours.map(({ bubble }) => bubble.text);
            },
            { timeout: 10_000 },
          ) as Promise<string[]>;
        },
      };
    },
    accepted: async () => (await control<{ messages: AcceptedMessage[] }>("GET", "outbox")).messages,
    countCalls: async () => {
      const { graphCalls } = await control<{
        graphCalls: { method: string; path: string; request: Record<string, unknown> | null }[];
      }>("GET", "graph-calls");
      return graphCalls.filter(({ request }) => request?.status !== "read" && request?.messaging_product)
        .length;
    },
    settled,
  };
  return {
    double,
    stop: async () => {
      await simulator.stop();
      webhook.close();
    },
  };
}
