import { randomBytes } from "node:crypto";
import { signBody } from "../lib/whatsapp/signature.ts";

/** The app secret that everything in the bench agrees on. */
export const SECRET = "bench-app-secret-0123456789";

/** The business number of the bench. */
export const PHONE_NUMBER_ID = "100000000000001";

/** What this run's message ids begin with, so that none was ever delivered before. */
const RUN = randomBytes(6).toString("hex");
const METADATA = { display_phone_number: "15550100001", phone_number_id: PHONE_NUMBER_ID };

let made = 0;

/** The number of a sender, as Meta writes it. */
export const phoneOf = (sender: number): string => `1555${1_000_000 + sender}`;

/** A message of a sender, as Meta writes it. */
export function makeMessage(sender: number, text = "status"): Record<string, unknown> {
  made += 1;
  return {
    from: phoneOf(sender),
    from_user_id: `US.${13_491_208_655_302 + sender}`,
    id: `wamid.HBgLMTU1NTEyMzQ1NjcVAgASGBQz${RUN}${made}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: "text",
    text: { body: text },
  };
}

/** A whole HTTP request that brings `messages` in one delivery, signed. */
export function makeRequest(messages: Record<string, unknown>[]): Buffer {
  const contacts = messages.map(({ from, from_user_id }) => ({
    profile: { name: "Rosa Lima" },
    wa_id: from,
    user_id: from_user_id,
  }));
  const value = { messaging_product: "whatsapp", metadata: METADATA, contacts, messages };
  const body = Buffer.from(
    JSON.stringify({
      object: "whatsapp_business_account",
      entry: [{ id: "200000000000002", changes: [{ field: "messages", value }] }],
    }),
  );
  const head = [
    "POST /api/whatsapp/webhook HTTP/1.1",
    "Host: localhost",
    "User-Agent: facebookexternalua",
    "Content-Type: application/json",
    `X-Hub-Signature-256: ${signBody(body, SECRET)}`,
    `Content-Length: ${body.length}`,
    "\r\n",
  ];
  return Buffer.concat([Buffer.from(head.join("\r\n")), body]);
}
