import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { SHARED } from "./settings.ts";

/** Where deliveries go, and what every response to them was. */
export interface Mailbox {
  /** Posts a body once; the HTTP status, or 0 when there was no response. */
  post(body: string): Promise<number>;
  /** Posts a body until it gets 200, as Meta does. */
  deliver(body: string): Promise<void>;
  /** How often each status was the response. */
  responses: Map<number, number>;
  /** Why there was no response, and how often. */
  failures: Map<string, number>;
  /** Ends all attempts. */
  close(): void;
}

const RETRY_MS = { first: 100, most: 1000 };
const TIMEOUT_MS = 20_000;

/** A mailbox for the application on a port of this machine. Without keep-alive, every post is a connection of its own. */
export function openMailbox(port: number, { keepAlive = true } = {}): Mailbox {
  const agent = new Agent({ keepAlive, maxSockets: 128 });
  const responses = new Map<number, number>();
  const failures = new Map<string, number>();
  let isClosed = false;

  /** The status of the response; 0 for none, null where that tells only that the connection was closed while it was idle. */
  function attempt(body: string): Promise<number | null> {
    const rawBody = Buffer.from(body);
    const signature = createHmac("sha256", SHARED.WHATSAPP_WEBHOOK_SECRET).update(rawBody).digest("hex");
    return new Promise((resolve) => {
      const call = request(
        {
          agent,
          port,
          host: "127.0.0.1",
          method: "POST",
          path: "/api/whatsapp/webhook",
          timeout: TIMEOUT_MS,
          headers: {
            "content-type": "application/json",
            "content-length": rawBody.length,
            "x-hub-signature-256": `sha256=${signature}`,
          },
        },
        (response) => {
          response.resume();
          response.once("end", () => resolve(response.statusCode ?? 0));
          response.once("error", () => resolve(0));
        },
      );
      call.once("timeout", () => call.destroy(new Error("timeout")));
      call.once("error", (error: NodeJS.ErrnoException) => {
        const isIdleClose = call.reusedSocket && error.code === "ECONNRESET";
        const reason = `${error.code ?? error.message}${isIdleClose ? " on a connection used before" : ""}`;
        failures.set(reason, (failures.get(reason) ?? 0) + 1);
        resolve(isIdleClose ? null : 0);
      });
      call.end(rawBody);
    });
  }

  async function post(body: string): Promise<number> {
    // A server may close an idle connection at the very moment in which a client uses it again: then clients ask anew.
    const status = (await attempt(body)) ?? (await attempt(body)) ?? 0;
    responses.set(status, (responses.get(status) ?? 0) + 1);
    return status;
  }

  return {
    post,
    deliver: async (body) => {
      for (let wait = RETRY_MS.first; !isClosed; wait = Math.min(wait * 2, RETRY_MS.most)) {
        if ((await post(body)) === 200) return;
        await pause(wait);
      }
    },
    responses,
    failures,
    close: () => {
      isClosed = true;
      agent.destroy();
    },
  };
}

function envelope(value: object): string {
  const metadata = {
    display_phone_number: "15550000000",
    phone_number_id: SHARED.WHATSAPP_PHONE_NUMBER_ID,
  };
  const change = { field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } };
  return JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: SHARED.WHATSAPP_BUSINESS_ACCOUNT_ID, changes: [change] }],
  });
}

const nowInSeconds = () => String(Math.floor(Date.now() / 1000));

/** Whom a message comes from; either address may be missing, as Meta allows. */
export interface Address {
  name: string;
  phone: string | null;
  bsuid: string | null;
}

/** A delivery with one text message in it. */
export function messageDelivery({ name, phone, bsuid }: Address, wamid: string, text: string): string {
  const contact = {
    profile: { name },
    ...(phone ? { wa_id: phone } : {}),
    ...(bsuid ? { user_id: bsuid } : {}),
  };
  const message = {
    ...(phone ? { from: phone } : {}),
    ...(bsuid ? { from_user_id: bsuid } : {}),
    id: wamid,
    timestamp: nowInSeconds(),
    type: "text",
    text: { body: text },
  };
  return envelope({ contacts: [contact], messages: [message] });
}

/** One status, as it stands in a delivery. */
export interface Status {
  id: string;
  status: string;
  timestamp: string;
  biz_opaque_callback_data?: string;
}

/** What Meta says of a message that it took. */
export function statusOf(id: string, status: string, callback: string | null): Status {
  return {
    id,
    status,
    timestamp: nowInSeconds(),
    ...(callback ? { biz_opaque_callback_data: callback } : {}),
  };
}

/** A delivery with several statuses in it. */
export function statusDelivery(statuses: Status[]): string {
  return envelope({ statuses });
}
