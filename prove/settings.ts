import { randomBytes } from "node:crypto";

/** What both sides of the proof know: the product is given these, and the double signs and checks with them. */
export const SHARED = {
  WHATSAPP_ACCESS_TOKEN: randomBytes(16).toString("hex"),
  WHATSAPP_WEBHOOK_SECRET: randomBytes(16).toString("hex"),
  WHATSAPP_VERIFY_TOKEN: randomBytes(16).toString("hex"),
  WHATSAPP_PHONE_NUMBER_ID: "100000000000001",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "200000000000002",
  NEXTAUTH_SECRET: randomBytes(24).toString("base64"),
};
