import { z } from "zod";
import { env } from "../../env.ts";
import { callGraph, type GraphOutcome } from "../graph.ts";
import { optionalText } from "../optional.ts";
import { cursorOf, paged } from "../paging.ts";
import { type Answer, ask, mapAnswer } from "./answer.ts";

/** A number of our account. */
interface AccountNumber {
  id: string;
  displayPhone: string | null;
}

/** An app that gets the account's webhooks. */
interface SubscribedApp {
  id: string;
  name: string | null;
}

const number = z.looseObject({ id: z.string(), display_phone_number: optionalText });
const app = z.looseObject({
  whatsapp_business_api_data: z.looseObject({ id: z.string(), name: optionalText }),
});

/** More pages than any account has. */
const MAX_PAGES = 50;

/** All entries of a list of our account's, from all of its pages. */
async function listAll<T>(
  entry: z.ZodType<T>,
  list: string,
  wanted: Record<string, string> = {},
): Promise<Answer<T[]>> {
  const query = new URLSearchParams(wanted);
  const schema = paged.extend({ data: z.array(entry) });
  const found: T[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await ask(schema, `${env().WHATSAPP_BUSINESS_ACCOUNT_ID}/${list}?${query}`);
    if ("failure" in answer) return answer;
    found.push(...answer.value.data);
    const after = cursorOf(answer.value);
    if (!after) break;
    query.set("after", after);
  }
  return { value: found };
}

/** All numbers of our account. */
export async function listAccountNumbers(): Promise<Answer<AccountNumber[]>> {
  const answer = await listAll(number, "phone_numbers", { fields: "id,display_phone_number", limit: "100" });
  return mapAnswer(answer, (numbers) =>
    numbers.map(({ id, display_phone_number }) => ({ id, displayPhone: display_phone_number ?? null })),
  );
}

/** The apps that our account's webhooks go to. */
export async function listSubscribedApps(): Promise<Answer<SubscribedApp[]>> {
  const answer = await listAll(app, "subscribed_apps");
  return mapAnswer(answer, (apps) =>
    apps.map(({ whatsapp_business_api_data: { id, name } }) => ({ id, name: name ?? null })),
  );
}

/** Has our account's webhooks go to our app. */
export function subscribeOurApp(): Promise<GraphOutcome> {
  return callGraph("POST", `${env().WHATSAPP_BUSINESS_ACCOUNT_ID}/subscribed_apps`);
}
