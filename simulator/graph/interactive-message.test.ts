import { afterAll, beforeAll, expect, test } from "vitest";
import { type Scene, setScene } from "../test-scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.close());

const replyButton = (id: string, title: string) => ({ type: "reply", reply: { id, title } });
const asking = (...buttons: object[]) => ({ type: "button", body: { text: "?" }, action: { buttons } });
const YES = replyButton("yes", "YES");
const opening = (display_text: string, url: string, rest = {}) => ({
  type: "cta_url",
  body: { text: "?" },
  action: { name: "cta_url", parameters: { display_text, url } },
  ...rest,
});
const LINK = "https://connect.example.edu/link";
const row = (id: string, title = id) => ({ id, title });
const listing = (...sections: object[]) => ({
  type: "list",
  body: { text: "?" },
  action: { button: "Menu", sections },
});
const send = (interactive: object) => scene.send({ to: "+4915112345678", type: "interactive", interactive });

test.each([
  ["a button", asking(YES)],
  [
    "three buttons as long as they may be",
    asking(replyButton("a".repeat(256), "A".repeat(20)), replyButton("b", "B"), replyButton("c", "C")),
  ],
  ["a body as long as it may be", { ...asking(YES), body: { text: "x".repeat(1024) } }],
  ["an address", opening("Open", LINK)],
  [
    "an address with a picture above it",
    opening("Open", LINK, { header: { type: "image", image: { link: LINK } } }),
  ],
  [
    "an address with a title and a footer",
    opening("Open", LINK, { header: { type: "text", text: "Title" }, footer: { text: "Bye" } }),
  ],
  ["a list", listing({ rows: [row("1"), row("2")] })],
  ["a list of two sections", listing({ title: "A", rows: [row("1")] }, { title: "B", rows: [row("2")] })],
])("Meta takes %s", async (_title, interactive) => {
  expect((await send(interactive)).status).toBe(200);
});

test.each([
  ["an unknown type", { ...asking(YES), type: "dance" }, 131009],
  ["no body", { ...asking(YES), body: {} }, 131008],
  ["a body that is too long", { ...asking(YES), body: { text: "x".repeat(1025) } }, 131009],
  ["a footer that is too long", { ...asking(YES), footer: { text: "x".repeat(61) } }, 131009],
  [
    "a title that is too long",
    opening("Open", LINK, { header: { type: "text", text: "x".repeat(61) } }),
    131009,
  ],
  ["a title without words", opening("Open", LINK, { header: { type: "text" } }), 131008],
  ["a header of another kind", opening("Open", LINK, { header: { type: "sticker" } }), 131009],
  ["a picture that is none", opening("Open", LINK, { header: { type: "image", image: {} } }), 131008],
  ["a picture above a list", { ...listing({ rows: [row("1")] }), header: { type: "image" } }, 131009],
  ["no button", asking(), 131009],
  ["four buttons", asking(YES, replyButton("b", "B"), replyButton("c", "C"), replyButton("d", "D")), 131009],
  ["a button of another type", asking({ ...YES, type: "url" }), 131009],
  ["a label that is too long", asking(replyButton("a", "A".repeat(21))), 131009],
  ["an id that is too long", asking(replyButton("a".repeat(257), "A")), 131009],
  ["a button without an id", asking({ type: "reply", reply: { title: "A" } }), 131008],
  ["the same label twice", asking(YES, replyButton("no", "YES")), 131009],
  ["the same id twice", asking(YES, replyButton("yes", "NO")), 131009],
  ["an address that is none", opening("Open", "javascript:alert(1)"), 131009],
  ["an address without a label", opening("", LINK), 131008],
  ["a label of an address that is too long", opening("x".repeat(21), LINK), 131009],
  ["an action of another name", opening("Open", LINK, { action: { name: "open" } }), 131009],
  ["eleven rows", listing({ rows: Array.from({ length: 11 }, (_, at) => row(String(at))) }), 131009],
  ["sections without titles", listing({ rows: [row("1")] }, { rows: [row("2")] }), 131008],
])("Meta refuses %s", async (_title, interactive, code) => {
  const response = await send(interactive);
  expect([response.status, response.body.error?.code]).toEqual([400, code]);
});
