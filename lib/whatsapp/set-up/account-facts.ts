import { z } from "zod";
import { env } from "../../env.ts";
import { callGraph, type GraphOutcome } from "../graph.ts";
import { optionalText } from "../optional.ts";
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

const numbers = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), display_phone_number: optionalText })),
  paging: z
    .looseObject({
      next: z.string().nullish(),
      cursors: z.looseObject({ after: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
const apps = z.looseObject({
  data: z.array(
    z.looseObject({ whatsapp_business_api_data: z.looseObject({ id: z.string(), name: optionalText }) }),
  ),
});

/** More pages than any account has. */
const MAX_PAGES = 50;

/** All numbers of our account. */
export async function listAccountNumbers(): Promise<Answer<AccountNumber[]>> {
  const found: AccountNumber[] = [];
  let after = "";
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({ fields: "id,display_phone_number", limit: "100" });
    if (after) query.set("after", after);
    const answer = await ask(numbers, `${env().WHATSAPP_BUSINESS_ACCOUNT_ID}/phone_numbers?${query}`);
    if ("failure" in answer) return answer;
    const { data, paging } = answer.value;
    found.push(
      ...data.map(({ id, display_phone_number }) => ({ id, displayPhone: display_phone_number ?? null })),
    );
    after = (paging?.next && paging.cursors?.after) || "";
    if (!after) break;
  }
  return { value: found };
}

/** The apps that our account's webhooks go to. */
export async function listSubscribedApps(): Promise<Answer<SubscribedApp[]>> {
  const answer = await ask(apps, `${env().WHATSAPP_BUSINESS_ACCOUNT_ID}/subscribed_apps`);
  return mapAnswer(answer, ({ data }) =>
    data.map(({ whatsapp_business_api_data: { id, name } }) => ({ id, name: name ?? null })),
  );
}

/** Has our account's webhooks go to our app. */
export function subscribeOurApp(): Promise<GraphOutcome> {
  return callGraph("POST", `${env().WHATSAPP_BUSINESS_ACCOUNT_ID}/subscribed_apps`);
}
