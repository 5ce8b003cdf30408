import { signBody } from "../signature.ts";

/** The field of the event that we deliver to ourselves to see whether it arrives; it is no news of Meta's. */
export const PING_FIELD = "connect_doctor";

/** A delivery of an event of no meaning, as Meta would make and sign it. */
export function pingDelivery(nonce: string, appSecret: string): RequestInit {
  const value = { nonce, text: "ü “/” \u{1F642}" };
  const body = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: "0", changes: [{ field: PING_FIELD, value }] }],
  });
  const signature = signBody(Buffer.from(body), appSecret);
  const headers = { "content-type": "application/json", "x-hub-signature-256": signature };
  return { method: "POST", headers, body };
}
