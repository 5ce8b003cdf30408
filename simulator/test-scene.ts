import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "./json.ts";
import { createPhone } from "./phones.ts";
import { startSimulator } from "./server.ts";
import type { Settings } from "./settings.ts";

type Received = { rawBody: string; signature: string; value: Json; status: string | null };

export const SECRET = "test_app_secret";
export const SENDING = "/v26.0/100000000000001/messages";
export const TEMPLATES_PATH = "/v26.0/200000000000002/message_templates";

/** A simulator, an application that only listens, and the words with which tests drive both. */
export async function setScene(overrides: Partial<Settings> = {}) {
  const received: Received[] = [];
  const statuses: number[] = [];
  const waiting = new Set<() => void>();
  const application = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const rawBody = Buffer.concat(chunks).toString();
    const { value } = JSON.parse(rawBody).entry[0].changes[0];
    const signature = String(request.headers["x-hub-signature-256"]);
    received.push({ rawBody, signature, value, status: value.statuses?.[0]?.status ?? null });
    response.writeHead(statuses.shift() ?? 200).end();
    for (const look of waiting) look();
  });
  application.listen(0, "127.0.0.1");
  await once(application, "listening");
  const { port } = application.address() as AddressInfo;
  const simulator = await startSimulator({
    port: 0,
    host: "127.0.0.1",
    webhookUrl: `http://127.0.0.1:${port}/api/whatsapp/webhook`,
    webhookSecret: SECRET,
    accessToken: "the-token",
    phoneNumberId: "100000000000001",
    businessAccountId: "200000000000002",
    businessName: "YeeBitz",
    dataDir: null,
    ...overrides,
  });
  // Somebody who is known by a username, and whose number nobody is told.
  const aiko = { name: "Aiko ✿", phone: null, username: "@aiko", bsuid: "JP.10203040506070803" };
  createPhone(simulator.world.phones, { id: "aiko", ...aiko });
  const call = async (method: string, path: string, body?: Json, token = "the-token") => {
    const response = await fetch(simulator.origin + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body ? JSON.stringify(body) : null,
    });
    return { status: response.status, body: await response.json() };
  };
  await call("PUT", "/control/faults", { statusGapMs: 1, retryStartMs: 5 });
  return {
    simulator,
    received,
    statuses,
    call,
    /** Posts a message of the application to the Graph double. */
    send: (body: Json) => call("POST", SENDING, { messaging_product: "whatsapp", ...body }),
    /** Resolves as soon as the webhooks received satisfy the condition. */
    until(condition: (received: Received[]) => boolean): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = () => {
        if (!condition(received)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      return promise;
    },
    async close() {
      await simulator.close();
      application.closeAllConnections();
      application.close();
    },
  };
}

export type Scene = Awaited<ReturnType<typeof setScene>>;
