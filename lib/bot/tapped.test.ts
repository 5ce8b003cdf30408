import { beforeEach, describe, expect } from "vitest";
import { db } from "../db.ts";
import { listMessages } from "../outbox/record.ts";
import { consentLedger } from "../testing/consent.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, lanes, whatsapp_users cascade`;
});

const button = (payload: unknown, text: unknown) => ({ type: "button", button: { payload, text } });
const reply = (id: unknown, title: unknown, list_reply: unknown = null) => ({
  type: "interactive",
  interactive: { type: "button_reply", button_reply: { id, title }, list_reply },
});
const row = (id: unknown, title: unknown) => ({
  type: "interactive",
  interactive: { type: "list_reply", button_reply: null, list_reply: { id, title, description: "" } },
});
const captioned = (type: string, caption: unknown) => ({ type, [type]: { id: "1", caption } });

async function purposeOf(message: Record<string, unknown>): Promise<string | undefined> {
  await newStudent().say(message);
  return (await db().outboundMessage.findFirst({ orderBy: { sequence: "desc" } }))?.purpose;
}

describe("a word of ours is found", () => {
  test.for([
    ["in a payload", button("link", "Get it"), "link"],
    ["in a label", button("invite_autumn_2026", "Link"), "link"],
    ["in a label beside a payload of digits", button("202611", "Status"), "status"],
    ["in a payload rather than in a label", button("status", "Help"), "status"],
    ["in a label without a payload", button(null, "Link 🔗"), "link"],
    ["in a payload without a label", button("LINK", ""), "link"],
    ["in the id of a reply", reply("status", "My account"), "status"],
    ["in the title of a reply", reply("btn_1", "Status"), "status"],
    ["in the title of a reply without an id", reply("", "Status"), "status"],
    ["in a row beside an empty reply", row("status", "Status"), "status"],
    [
      "in a row beside a reply of which nothing is filled in",
      reply("", "", { id: "row-7", title: "Status" }),
      "status",
    ],
    [
      "in a row beside a reply without members",
      { ...row("status", "x"), interactive: { button_reply: {}, list_reply: { id: "status" } } },
      "status",
    ],
    ["in the title of a row", row("row-7", "Help!"), "welcome"],
    ["in the caption of an image", captioned("image", "link 👍"), "link"],
    ["in the caption of a video", captioned("video", "Status."), "status"],
    ["in the caption of a document", captioned("document", "menu"), "welcome"],
    ["in the caption of a kind of next year", captioned("hologram", "status"), "status"],
  ] as const)("%s", async ([, message, purpose]) => {
    expect(await purposeOf(message)).toBe(purpose);
  });
});

describe("STOP counts", () => {
  test.for([
    ["as a label", button("optout_campaign_7", "Stop promotions")],
    ["as a label of another language", button("optout_campaign_7", "Detener promociones")],
    ["as a payload", button("STOP_PROMOTIONS", "No more of these")],
    ["as a label beside another word of ours", button("no", "Stop promotions")],
    ["as a payload beside another word of ours", button("STOP", "Help")],
    ["as a title", reply("x", "Unsubscribe")],
    ["as a row", row(null, "Opt-out")],
    ["as the caption of an image", captioned("image", "STOP")],
    ["as the caption of a document", captioned("document", "Stop. I mean it")],
  ] as const)("%s", async ([, message]) => {
    expect(await purposeOf(message)).toBe("opted-out");
    expect(await consentLedger()).toEqual(["broadcasts out by chat"]);
  });
});

test("a picture whose caption is none of our words is a picture", async () => {
  expect(await purposeOf(captioned("image", "my homework"))).toBe("media");
});

describe("staff see", () => {
  test.for([
    ["the label, not the payload", button("invite_autumn_2026", "I will come"), "I will come"],
    ["the payload where there is no label", button("RSVP", null), "RSVP"],
    ["the title of a row", row("row-7", "Course 7"), "Course 7"],
    ["a caption", captioned("image", "my homework"), "my homework"],
    ["nothing of an empty caption", captioned("image", ""), null],
    [
      "a place",
      { type: "location", location: { latitude: -23.55, longitude: -46.63, name: "HQ", address: "Rua 1" } },
      "Place: HQ, Rua 1, -23.55, -46.63",
    ],
    [
      "contacts",
      {
        type: "contacts",
        contacts: [{ name: { formatted_name: "Ana Q" }, phones: [{ phone: "+1 555-010-0003" }] }],
      },
      "Contact: Ana Q, +1 555-010-0003",
    ],
    [
      "an order",
      {
        type: "order",
        order: { text: "in blue", product_items: [{ product_retailer_id: "SKU1", quantity: 2 }] },
      },
      "Order: 2 × SKU1\nin blue",
    ],
  ] as const)("%s", async ([, message, text]) => {
    await newStudent().say(message);
    expect(await listMessages(1, "inbound")).toMatchObject([{ text }]);
  });
});

describe("a tap on a template's button that asks for nothing of ours answers the template", () => {
  test.for([
    ["RSVP_YES", "I'll be there"],
    ["RSVP_YES", "Yes"],
    ["no", "No thanks"],
    ["confirm_7", "123 456"],
    ["x", "link ab2d-efgh"],
    ["Code", "Code"],
    [null, "👍"],
  ] as const)("%j with the label %j is kept with its label, and gets no reply", async ([payload, label]) => {
    expect(await newStudent().say(button(payload, label))).toEqual([]);
    expect(await listMessages(1, "inbound")).toMatchObject([{ kind: "button", text: label }]);
  });
});

describe("the answers of a form are shown to staff", () => {
  const form = (response_json: unknown) => ({
    type: "interactive",
    interactive: { type: "nfm_reply", nfm_reply: { name: "flow", body: "Sent", response_json } },
  });

  test.for([
    [
      "line by line",
      '{"flow_token":"abc","first_name":"Rosa","days":["Mon","Tue"],"adult":true,"x":{"y":1},"z":null}',
      "Sent\nfirst name: Rosa\ndays: Mon, Tue\nadult: true\nx: …\nz: —",
    ],
    ["without what the database cannot hold", '{"a":"b\\u0000c\\ud800"}', "Sent\na: b\uFFFDc\uFFFD"],
    ["where they are no text", { a: "b" }, "Sent\na: b"],
    ["as far as they can be read", "{broken", "Sent"],
    ["as far as they can be read, if they are too long", `{"a":"${"x".repeat(70_000)}"}`, "Sent"],
  ] as const)("%s", async ([, json, text]) => {
    const student = newStudent();
    expect(await student.say(form(json))).toEqual([]);
    expect(await listMessages(1, "inbound")).toMatchObject([{ text }]);
  });

  test("and never more than one text may hold", async () => {
    const answers = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`q${at}`, "x".repeat(800)]));
    await newStudent().say(form(JSON.stringify(answers)));
    const [message] = await listMessages(1, "inbound");
    expect(message?.text?.length).toBe(4096);
  });
});
