import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

const complete = {
  WHATSAPP_WEBHOOK_URL: "http://localhost:3000/api/whatsapp/webhook",
  WHATSAPP_WEBHOOK_SECRET: "secret",
  WHATSAPP_ACCESS_TOKEN: "token",
  WHATSAPP_PHONE_NUMBER_ID: "100000000000001",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "200000000000002",
};

function problemsWith(changes: Record<string, string | undefined>): string[] {
  const read = readSettings({ ...complete, ...changes });
  return "problems" in read ? read.problems : [];
}

test("starts on port 3001 of this machine when nothing else is said", () => {
  expect(readSettings(complete)).toMatchObject({
    settings: { port: 3001, host: "127.0.0.1", businessName: "YeeBitz" },
  });
});

test("refuses to run beside the real Graph API", () => {
  expect(problemsWith({ WHATSAPP_API_URL: "https://graph.facebook.com" })).toEqual([
    "WHATSAPP_API_URL: points at a real Graph API, beside which the simulator refuses to run. Example: http://127.0.0.1:3001",
  ]);
  expect(problemsWith({ WHATSAPP_API_URL: "http://127.0.0.1:3001" })).toEqual([]);
});

test("posts webhooks to another machine only when that is allowed in so many words", () => {
  const remote = { WHATSAPP_WEBHOOK_URL: "https://school.example/api/whatsapp/webhook" };
  expect(problemsWith(remote)[0]).toContain("SIMULATOR_ALLOW_REMOTE_WEBHOOK=1");
  expect(problemsWith({ ...remote, SIMULATOR_ALLOW_REMOTE_WEBHOOK: "1" })).toEqual([]);
});

test.each([
  ["WHATSAPP_WEBHOOK_URL", "ftp://x"],
  ["WHATSAPP_WEBHOOK_SECRET", ""],
  ["WHATSAPP_ACCESS_TOKEN", "two words"],
  ["WHATSAPP_PHONE_NUMBER_ID", "abc"],
  ["WHATSAPP_BUSINESS_ACCOUNT_ID", undefined],
  ["SIMULATOR_PORT", "99999"],
])("says in one line what is wrong with %s, with an example", (name, value) => {
  const [line, ...more] = problemsWith({ [name]: value });
  expect(line).toMatch(new RegExp(`^${name}: .+ Example: \\S+$`));
  expect(more).toEqual([]);
});
