import { describe, expect } from "vitest";
import { db } from "../db.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";

/** Every message type of Meta's reference, as it stands there, and the purpose of the reply to it. */
const TYPES: [name: string, purpose: string | null, message: Record<string, unknown>][] = [
  ["a text", "invitation-unknown", { type: "text", text: { body: "link 4F7K-22QP" } }],
  [
    "a forwarded text",
    "status",
    { type: "text", text: { body: "status" }, context: { frequently_forwarded: true } },
  ],
  [
    "a text from an advertisement",
    "welcome",
    { type: "text", text: { body: "hi" }, referral: { source_type: "ad", source_id: "1", ctwa_clid: "x" } },
  ],
  [
    "a template's button whose payload is none of our words, but its label is",
    "welcome",
    {
      type: "button",
      button: { payload: "LINK_HELP", text: "Help" },
      context: { from: "15550100001", id: "wamid.OUT1" },
    },
  ],
  [
    "a template's button of which neither is",
    null,
    { type: "button", button: { payload: "RSVP_YES", text: "I will come" } },
  ],
  [
    "a template's button without context",
    "link",
    { type: "button", button: { payload: "link", text: "Link" } },
  ],
  [
    "a reply button",
    "unknown",
    {
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { id: "unlink_yes", title: "Yes" } },
      context: { from: "15550100001", id: "wamid.OUT2" },
    },
  ],
  [
    "a row of a list",
    "unknown",
    {
      type: "interactive",
      interactive: {
        type: "list_reply",
        list_reply: { id: "course_7", title: "Course 7", description: "Mon 18:00" },
      },
    },
  ],
  [
    "a form",
    null,
    {
      type: "interactive",
      interactive: {
        type: "nfm_reply",
        nfm_reply: { name: "flow", body: "Sent", response_json: '{"flow_token":"abc"}' },
      },
    },
  ],
  [
    "an answer to a request for calls",
    null,
    { type: "interactive", interactive: { type: "call_permission_reply", call_permission_reply: {} } },
  ],
  [
    "an image",
    "link",
    {
      type: "image",
      image: {
        id: "9001",
        mime_type: "image/jpeg",
        sha256: "b64",
        caption: "link",
        url: "https://lookaside",
      },
    },
  ],
  ["a video", "welcome", { type: "video", video: { id: "9002", mime_type: "video/mp4", caption: "hi" } }],
  [
    "a voice note",
    "media",
    { type: "audio", audio: { id: "9003", mime_type: "audio/ogg; codecs=opus", voice: true } },
  ],
  [
    "a document",
    "media",
    { type: "document", document: { id: "9004", mime_type: "application/pdf", filename: "cv.pdf" } },
  ],
  [
    "a sticker",
    "media",
    { type: "sticker", sticker: { id: "9005", mime_type: "image/webp", animated: false } },
  ],
  [
    "a place",
    "media",
    { type: "location", location: { latitude: -23.55, longitude: -46.63, name: "HQ", address: "Rua 1" } },
  ],
  [
    "a contact card",
    "media",
    {
      type: "contacts",
      contacts: [
        {
          name: { formatted_name: "Ana Q", first_name: "Ana" },
          phones: [{ phone: "+1 555-010-0003", wa_id: "15550100003", type: "CELL" }],
          origin: "other",
          vcard: "BEGIN:VCARD",
        },
      ],
    },
  ],
  ["a reaction", null, { type: "reaction", reaction: { message_id: "wamid.OUT3", emoji: "👍" } }],
  ["a reaction that was taken back", null, { type: "reaction", reaction: { message_id: "wamid.OUT3" } }],
  ["a reaction emptied", null, { type: "reaction", reaction: { message_id: "wamid.OUT3", emoji: "" } }],
  [
    "an order",
    "media",
    {
      type: "order",
      order: {
        catalog_id: "31",
        text: "link",
        product_items: [{ product_retailer_id: "SKU1", quantity: 2, item_price: 30, currency: "BRL" }],
      },
    },
  ],
  [
    "a poll",
    "media",
    {
      type: "unsupported",
      errors: [{ code: 131051, title: "Message type unknown", error_data: { details: "Not supported." } }],
      unsupported: { type: "poll_creation" },
    },
  ],
  [
    "something that is not supported, of an older version",
    "media",
    { type: "unsupported", errors: [{ code: 131060 }] },
  ],
  [
    "an edit",
    null,
    {
      type: "edit",
      edit: { original_message_id: "wamid.IN1", message: { type: "text", text: { body: "link" } } },
    },
  ],
  ["a message that was taken back", null, { type: "revoke", revoke: { original_message_id: "wamid.IN1" } }],
  ["something unknown", "media", { type: "unknown", errors: [{ code: 131051 }] }],
  ["an edit that is not supported", null, { type: "unsupported", unsupported: { type: "edit" } }],
  ["a reaction that is not supported", null, { type: "unsupported", unsupported: { type: "reaction" } }],
  ["a tap of next year", "media", { type: "interactive", interactive: { type: "dial", dial: { id: "1" } } }],
  ["a request for a greeting", null, { type: "request_welcome" }],
  [
    "an identity that changed, of an older version",
    null,
    {
      type: "system",
      system: { type: "customer_identity_changed", identity: { acknowledged: true, hash: "x" } },
    },
  ],
  ["a type of next year", "media", { type: "hologram", hologram: { body: "link" }, text: null }],
];

async function purposesOf(from: string): Promise<string[]> {
  const rows = await db().outboundMessage.findMany({ where: { toPhone: `+${from}` } });
  return rows.map(({ purpose }) => purpose);
}

describe("of Meta's message types", () => {
  test.for(TYPES)("%s is kept and gets the reply %s", async ([, purpose, message]) => {
    const student = newStudent();
    await student.say(message);
    expect(await purposesOf(student.phone.slice(1))).toEqual(purpose ? [purpose] : []);
    expect(
      await db().inboundMessage.findMany({ where: { whatsappUser: { whatsappPhone: student.phone } } }),
    ).toMatchObject([{ type: message.type }]);
  });

  test.for(TYPES)("%s gets no reply in a group", async ([, , message]) => {
    const student = newStudent();
    expect(await student.say({ ...message, group_id: "GROUP.1" })).toEqual([]);
  });

  test("none fails", async () => {
    expect(await db().webhookEvent.count({ where: { state: { not: "done" } } })).toBe(0);
  });
});
