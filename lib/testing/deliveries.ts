import { receiveDelivery } from "../inbox/deliveries.ts";
import { signBody } from "../whatsapp/signature.ts";

let messages = 0;

/** A message of a person as Meta puts it into a delivery; `overrides` replace or remove (undefined) its members. */
export function textMessage(
  from: string,
  body: string,
  overrides: Record<string, unknown> = {},
): Record<string, unknown> {
  messages += 1;
  return {
    from,
    id: `wamid.TEST${process.pid}-${messages}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: "text",
    text: { body },
    ...overrides,
  };
}

/** A delivery around a change's value. */
export function deliveryOf(value: Record<string, unknown>): Buffer {
  const metadata = { display_phone_number: "15550100001", phone_number_id: "100000000000001" };
  const change = { field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } };
  return Buffer.from(
    JSON.stringify({
      object: "whatsapp_business_account",
      entry: [{ id: "200000000000002", changes: [change] }],
    }),
  );
}

/** The signature that Meta would put on these bytes. */
export function signatureOf(rawBody: Buffer): string {
  return signBody(rawBody, "test-app-secret-0123456789");
}

/** Posts a delivery, signed as Meta would sign it. */
export function deliver(rawBody: Buffer): Promise<void> {
  return receiveDelivery(rawBody, signatureOf(rawBody));
}
