import { expect, test } from "vitest";
import { listShapeFaults } from "./template-components.ts";

const header = (parameter: object) => ({ type: "header", parameters: [parameter] });
const body = (...parameters: object[]) => ({ type: "body", parameters });
const button = (sub_type: string, parameter?: object) => ({
  ...{ type: "button", sub_type, index: "0" },
  ...(parameter ? { parameters: [parameter] } : {}),
});
const action = (members: object) => ({ type: "action", action: members });
const text = { type: "text", text: "Maria" };

test.for<[string, object]>([
  ["a text", body(text)],
  ["a text for a name", body({ ...text, parameter_name: "first_name" })],
  ["a type in capitals", { type: "BODY", parameters: [text] }],
  ["money", body({ type: "currency", currency: { fallback_value: "€5", code: "EUR", amount_1000: 5000 } })],
  ["a time", body({ type: "date_time", date_time: { fallback_value: "today", year: 2026, month: 11 } })],
  ["a picture by id", header({ type: "image", image: { id: "9001" } })],
  ["a picture by address", header({ type: "image", image: { link: "https://x.test/a.png" } })],
  ["a video", header({ type: "video", video: { id: "1" } })],
  ["a document with its name", header({ type: "document", document: { id: "1", filename: "a.pdf" } })],
  [
    "a place",
    header({
      type: "location",
      location: { latitude: 1, longitude: "2", name: "School", address: "1 Road" },
    }),
  ],
  ["a product", header({ type: "product", product: { product_retailer_id: "1", catalog_id: "2" } })],
  ["a payload", button("quick_reply", { type: "payload", payload: "YES" })],
  ["a link", button("url", { type: "text", text: "abc" })],
  ["a coupon", button("copy_code", { type: "coupon_code", coupon_code: "X" })],
  ["a form", button("flow", action({ flow_token: "t", flow_action_data: { any: { thing: [1] } } }))],
  ["a catalogue", button("CATALOG", action({ thumbnail_product_retailer_id: "1" }))],
  [
    "several products",
    button("mpm", action({ sections: [{ title: "New", product_items: [{ product_retailer_id: "1" }] }] })),
  ],
  ["a button without a value", { type: "button", sub_type: "voice_call", index: 0 }],
  ["a call's time", button("voice_call", { type: "ttl_minutes", ttl_minutes: 60 })],
  [
    "an offer that ends",
    {
      type: "limited_time_offer",
      parameters: [
        { type: "limited_time_offer", limited_time_offer: { expiration_time_ms: 1_900_000_000_000 } },
      ],
    },
  ],
  [
    "the state of an order",
    {
      type: "order_status",
      parameters: [
        { type: "order_status", order_status: { reference_id: "1", order: { status: "shipped" } } },
      ],
    },
  ],
  [
    "cards",
    {
      type: "carousel",
      cards: [
        {
          card_index: 0,
          components: [
            header({ type: "image", image: { id: "1" } }),
            { ...body(text), type: "BODY" },
            button("quick_reply", { type: "payload", payload: "C0" }),
          ],
        },
      ],
    },
  ],
])("%s is what Meta documents", ([, component]) => {
  expect(listShapeFaults(component, "c")).toEqual([]);
});

test.for<[string, unknown, string[]]>([
  ["in a component", { ...body(text), extra: 1 }, ["c.extra"]],
  ["that looks like the prototype", JSON.parse('{"type":"body","__proto__":{"a":1}}'), ["c.__proto__"]],
  ["in a parameter", body({ ...text, image: { id: "1" } }), ["c.parameters.0.image"]],
  [
    "in what a parameter holds",
    header({ type: "image", image: { id: "1", url: "https://x.test" } }),
    ["c.parameters.0.image.url"],
  ],
  [
    "in the value of money",
    body({ type: "currency", currency: { fallback_value: "1", code: "EUR", amount_1000: 1, rate: 2 } }),
    ["c.parameters.0.currency.rate"],
  ],
  ["in a button", { ...button("url", text), url: "https://x.test" }, ["c.url"]],
  ["in an action", button("flow", action({ flow_id: "1" })), ["c.parameters.0.action.flow_id"]],
  ["in a card", { type: "carousel", cards: [{ card_index: 0, components: [], x: 1 }] }, ["c.cards.0.x"]],
  [
    "deep in a card",
    { type: "carousel", cards: [{ card_index: 0, components: [body({ ...text, y: 1 })] }] },
    ["c.cards.0.components.0.parameters.0.y"],
  ],
  ["several", { type: "footer", a: 1, b: 2 }, ["c.a", "c.b"]],
])("a member that Meta documents nowhere is refused with its place: %s", ([, component, paths]) => {
  expect(listShapeFaults(component, "c").map(({ path }) => path)).toEqual(paths);
});

test.for<[unknown, string]>([
  [{ type: "script" }, "c.type"],
  [{ type: 5 }, "c.type"],
  [{}, "c.type"],
  [body({ type: "html", html: "<b>" }), "c.parameters.0.type"],
  [body({ type: "text" }), "c.parameters.0.text"],
  [{ type: "button" }, "c.sub_type"],
  [button("url", { type: "text", text: 7 }), "c.parameters.0.text"],
  [{ ...button("url"), index: "x" }, "c.index"],
  [{ type: "body", parameters: {} }, "c.parameters"],
  [null, "c"],
  ["body", "c"],
])("%j has another shape than any that Meta documents", ([component, path]) => {
  expect(listShapeFaults(component, "c")[0]?.path).toBe(path);
});
