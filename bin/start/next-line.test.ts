import { expect, test } from "vitest";
import type { Light } from "#lib/health/doctor/finding";
import { nextLine } from "./next-line.ts";

const PUBLIC = "https://connect.example.edu/api/whatsapp/webhook";
const LOCAL = "http://localhost:3000/api/whatsapp/webhook";

const found = (id: string, light: Light) => ({
  id,
  light,
  name: id,
  why: "",
  says: "",
  mend: null,
  canRepair: false,
});

test.for<[string, string, Light, string, string]>([
  ["all is well", "callback", "green", PUBLIC, "Next: send hi"],
  ["what isn’t needed for it is broken", "templates", "red", PUBLIC, "Next: send hi"],
  ["something can’t be told", "token", "unknown", PUBLIC, "Next: send hi"],
  ["Meta’s messages go elsewhere", "callback", "red", PUBLIC, "Next: run npm run doctor"],
  ["no public address leads here", "callback", "red", LOCAL, "Next: run npm run tunnel"],
  ["the token is refused, which no tunnel mends", "token", "red", LOCAL, "Next: run npm run doctor"],
  ["the app secret is wrong", "app_secret", "red", PUBLIC, "Next: run npm run doctor"],
])("where %s, the next step is the one that helps", ([, id, light, WHATSAPP_WEBHOOK_URL, line]) => {
  expect(nextLine([found(id, light)], { WHATSAPP_WEBHOOK_URL })).toContain(line);
});

test("a doctor that couldn’t look is run again before anything is sent", () => {
  expect(nextLine(null, { WHATSAPP_WEBHOOK_URL: PUBLIC })).toContain("Next: run npm run doctor");
});
