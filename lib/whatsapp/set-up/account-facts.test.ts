import { expect, test } from "vitest";
import { serve } from "../../testing/serve.ts";
import { changeSettings, TEST_SETTINGS } from "../../testing/settings.ts";
import { listAccountNumbers, listSubscribedApps } from "./account-facts.ts";

const ENTRIES = {
  subscribed_apps: (id: string) => ({ whatsapp_business_api_data: { id, name: `App ${id}` } }),
  phone_numbers: (id: string) => ({ id, display_phone_number: `+${id}` }),
};

/** A Meta that gives one entry a page. */
const meta = serve((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  const entry = pathname.endsWith("subscribed_apps") ? ENTRIES.subscribed_apps : ENTRIES.phone_numbers;
  const page = Number(searchParams.get("after") ?? 0) + 1;
  const paging = { cursors: { after: String(page) }, ...(page < 3 && { next: "https://meta.example/next" }) };
  response.end(JSON.stringify({ data: [entry(String(page))], paging }));
});

test("all apps and all numbers of the account are seen, on whichever page Meta has them", async () => {
  changeSettings({ ...TEST_SETTINGS, WHATSAPP_API_URL: meta() });
  expect(await listSubscribedApps()).toEqual({
    value: ["1", "2", "3"].map((id) => ({ id, name: `App ${id}` })),
  });
  expect(await listAccountNumbers()).toEqual({
    value: ["1", "2", "3"].map((id) => ({ id, displayPhone: `+${id}` })),
  });
});
