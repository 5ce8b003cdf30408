import { z } from "zod";
import { env } from "../env.ts";
import { ruleFor } from "./errors.ts";
import { callGraph } from "./graph.ts";
import { optionalText } from "./optional.ts";

/** Our own business number as Meta knows it. */
interface BusinessNumber {
  displayPhone: string;
  verifiedName: string | null;
}

const numberBody = z.looseObject({ display_phone_number: z.string(), verified_name: optionalText });
const FRESH_MS = 10 * 60_000;
let known: { number: BusinessNumber; until: number } | undefined;

/** Our business number, from Meta at most every ten minutes; null while Meta cannot be asked. */
export async function findBusinessNumber(now = new Date()): Promise<BusinessNumber | null> {
  if (known && known.until > now.getTime()) return known.number;
  const outcome = await callGraph(
    "GET",
    `${env().WHATSAPP_PHONE_NUMBER_ID}?fields=display_phone_number,verified_name`,
  );
  const parsed = outcome.kind === "succeeded" ? numberBody.safeParse(outcome.body) : undefined;
  if (!parsed?.success) return known?.number ?? null;
  const { display_phone_number, verified_name } = parsed.data;
  known = {
    number: { displayPhone: display_phone_number, verifiedName: verified_name ?? null },
    until: now.getTime() + FRESH_MS,
  };
  return known.number;
}

/** The address that opens the chat with us, with `text` written but not sent; null while our number is not known. */
export async function findChatUrl(text: string): Promise<string | null> {
  const number = await findBusinessNumber();
  if (!number) return null;
  return `${env().WHATSAPP_CHAT_URL}/${number.displayPhone.replace(/\D/g, "")}?text=${encodeURIComponent(text)}`;
}

/** Whether the Graph API can be reached and takes our token, in one word for the health report. */
export async function checkGraph(): Promise<"ok" | "unreachable" | "token_refused"> {
  const outcome = await callGraph("GET", `${env().WHATSAPP_PHONE_NUMBER_ID}?fields=display_phone_number`);
  if (outcome.kind === "succeeded") return "ok";
  if (outcome.kind !== "refused") return "unreachable";
  // What passes by itself says nothing about our token.
  const { code, isTransient } = outcome.error;
  return ruleFor(code, isTransient).actor === "nobody" ? "unreachable" : "token_refused";
}
