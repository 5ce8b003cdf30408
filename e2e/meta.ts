import { createHmac, randomUUID } from "node:crypto";
import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "@playwright/test";
import { query } from "./accounts.ts";
import { freshNumber } from "./simulator.ts";
import { APP_SECRET, PHONE_NUMBER_ID } from "./web.ts";

const PATH = "/api/whatsapp/webhook";

/** The address of the webhook of the server that insists on signatures. */
export function webhookUrl(): string {
  return `${process.env.E2E_STRICT_URL}${PATH}`;
}

/** Signs raw bytes as Meta does. */
export function sign(rawBody: Buffer, secret = APP_SECRET): string {
  return `sha256=${createHmac("sha256", secret).update(rawBody).digest("hex")}`;
}

/** A webhook body around changes. */
export function deliveryOfChanges(...changes: unknown[]): Buffer {
  return Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "1", changes }] }));
}

/** A webhook body around the value of one change of the field `messages`. */
export function deliveryOf(value: Record<string, unknown>): Buffer {
  const metadata = { display_phone_number: "15550100001", phone_number_id: PHONE_NUMBER_ID };
  return deliveryOfChanges({
    field: "messages",
    value: { messaging_product: "whatsapp", metadata, ...value },
  });
}

/** A text of somebody new, with an id that no other has. */
export function textMessage(body: string, overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    from: freshNumber().slice(1),
    id: `wamid.${randomUUID()}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: "text",
    text: { body },
    ...overrides,
  };
}

type Headers = Record<string, string | string[]>;

/** Posts bytes with exactly these headers; the status of the response, and all that it says. */
export function postBytes(
  rawBody: Buffer,
  headers: Headers = {},
  url = webhookUrl(),
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: "POST", headers }, async (response) => {
      let body = "";
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
    });
    call.on("error", reject);
    call.end(rawBody);
  });
}

/** Posts bytes, signed as Meta would; the status of the response. */
export async function postOnce(rawBody: Buffer, url = webhookUrl()): Promise<number> {
  return (await postBytes(rawBody, { "x-hub-signature-256": sign(rawBody) }, url)).status;
}

/** Posts bytes, signed as Meta would, and again as Meta would as long as they are put off. */
export async function post(rawBody: Buffer): Promise<number> {
  for (let tries = 1; ; tries++) {
    const status = await postOnce(rawBody);
    if (status !== 503 || tries === 20) return status;
    await pause(500);
  }
}

/**
 * What is stored of the events whose WhatsApp id begins with `mark`, and of those without an id that hold it, oldest first, once
 * so many of them are no longer to be worked on.
 */
export async function settledEvents(
  mark: string,
  count: number,
): Promise<{ kind: string; state: string; failure: string | null }[]> {
  const look = () =>
    query<{ kind: string; state: string; failure: string | null }>(
      `select kind, state, failure from webhook_events
       where starts_with(wamid, $1) or (kind = 'change' and position($1 in payload::text) > 0) order by id`,
      [mark],
    );
  await expect
    .poll(async () => (await look()).filter(({ state }) => state !== "pending").length, {
      intervals: [50, 100, 250],
    })
    .toBeGreaterThanOrEqual(count);
  return look();
}

/** The replies that were queued to a message, or to several. */
export async function repliesTo(...wamids: unknown[]): Promise<string[]> {
  const rows = await query<{ text: string }>(
    "select text from outbound_messages where source_wamid = any($1) order by sequence",
    [wamids],
  );
  return rows.map(({ text }) => text);
}
