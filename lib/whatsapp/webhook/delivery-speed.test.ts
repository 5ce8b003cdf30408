import { expect, test } from "vitest";
import { isLinear } from "../../testing/linear.ts";
import { readDelivery } from "./delivery.ts";

/** The largest body that is taken. */
const LARGEST_BYTES = 3 * 1024 * 1024 + 64 * 1024;

type Shape = [title: string, head: string, member: (at: number) => string, tail?: string];

const MESSAGE = '"id":"w","from":"15550001","type":"text"';
const inValue = (head: string, tail: string) =>
  [
    `{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{${head}`,
    `${tail}}}]}]}`,
  ] as const;
const inMessage = (head: string, tail: string) =>
  inValue(`"messages":[{${MESSAGE},"text":{"body":"\\u0000"},${head}`, `${tail}}]`);
const shape = (title: string, [head, tail]: readonly [string, string], member: Shape[2]): Shape => [
  title,
  head,
  member,
  tail,
];
const listed = (member: string) => () => `${member},`;

const SHAPES: Shape[] = [
  shape("names in a message", inMessage('"x":{', '"":1}'), (at) => `"name${at}":1,`),
  shape("names of a message", inMessage("", '"":1'), (at) => `"name${at}":1,`),
  shape("names of a broken message", inValue('"messages":[{', '"":1}]'), (at) => `"name${at}":1,`),
  shape("names beside the messages", inValue("", '"messages":[1]'), (at) => `"name${at}":1,`),
  shape("names that are numbers", inMessage('"x":{', '"":1}'), (at) => `"${at * 7919}":1,`),
  shape("names with NUL", inMessage('"x":{', '"":1}'), (at) => `"\\u0000${at}":1,`),
  shape("the same name", inMessage("", '"k":1'), listed('"k":1')),
  shape("small members of a list", inMessage('"x":[', "1]"), listed("1")),
  shape("lists in a list", inMessage('"x":[', "1]"), listed("[]")),
  shape("entries", ['{"object":"whatsapp_business_account","entry":[', "1]}"], listed("1")),
  shape("entries of nothing", ['{"object":"whatsapp_business_account","entry":[', "1]}"], listed("{}")),
  shape("broken messages", inValue('"messages":[', "1]"), listed("1")),
  shape(
    "messages with large contacts",
    inValue(`"contacts":[{"x":"${"x".repeat(100_000)}"}],"messages":[`, "1]"),
    (at) => `{"id":"w${at}","from":"1","type":"t","x":"${"x".repeat(1000)}"},`,
  ),
  shape(
    "broken messages with large contacts",
    inValue(`"contacts":[{"x":"${"x".repeat(100_000)}"}],"messages":[`, "1]"),
    () => `{"x":"${"x".repeat(1000)}"},`,
  ),
  shape(
    "contacts",
    inValue(
      `"messages":[${Array.from({ length: 5000 }, (_, at) => `{"id":"w${at}","from":"${at}","type":"t"}`)}],"contacts":[`,
      "1]",
    ),
    (at) => `{"wa_id":"${at}"},`,
  ),
  shape(
    "contacts of one person",
    inValue(
      `"messages":[${Array.from({ length: 5000 }, (_, at) => `{"id":"w${at}","from":"1","type":"t"}`)}],"contacts":[`,
      "1]",
    ),
    () => `{"wa_id":"1"},`,
  ),
  shape(
    "statuses",
    inValue('"statuses":[', "1]"),
    (at) => `{"id":"w${at}","status":"sent","timestamp":"1795340000","x":"${"x".repeat(300)}"},`,
  ),
  shape("escapes", inMessage('"x":"', '"'), () => "\\u0000"),
  shape("halves of pairs", inMessage('"x":"', '"'), () => "\\ud800"),
  shape("backslashes", inMessage('"x":"', '"'), () => "\\\\"),
  shape("quotes", inMessage('"x":"', '"'), () => '\\"'),
  shape("spaces", inMessage('"x":1', ""), () => " "),
  shape("opened lists", ["", ""], () => "["),
  shape("opened objects", ["", ""], () => '{"a":'),
];

/** Below this the largest body is read fast enough, and noise is too large to compare. */
const NOTHING_MS = 40;

/** A body of a shape that has about so many bytes. */
function bodyOf([, head, member, tail = ""]: Shape, bytes: number): Buffer {
  const parts: string[] = [];
  let length = head.length + tail.length;
  for (let at = 0; length < bytes - 100; at++) length += parts[parts.push(member(at)) - 1]?.length ?? 0;
  return Buffer.from(head + parts.join("") + tail);
}

function read(body: Buffer): void {
  try {
    readDelivery(body);
  } catch (error) {
    expect(error).toMatchObject({ name: "AppError" });
  }
}

test.for(SHAPES)("%s: a body of twice the length takes about twice the time", (shape) => {
  const [quarter, half, whole] = [4, 2, 1].map((part) => bodyOf(shape, LARGEST_BYTES / part));
  expect(quarter && half && whole && isLinear(read, [quarter, half, whole], NOTHING_MS)).toBe(true);
});

test.for([10_000, 250_000, 500_000, 1_000_000])(
  "lists and objects nested %i levels deep are read in no time",
  (depth) => {
    const [head, tail] = inMessage('"x":', "");
    for (const [open, close] of [
      ["[", "]"],
      ['{"":', "}"],
    ] as const) {
      const body = Buffer.from(`${head}${open.repeat(depth)}1${close.repeat(depth)}${tail}`);
      const begun = process.threadCpuUsage();
      read(body);
      expect(process.threadCpuUsage(begun).user / 1000).toBeLessThan(1000);
      const [event] = readDelivery(body);
      expect(event).toMatchObject({ fault: null, wamid: "w" });
      expect(event?.rawBody?.length).toBeGreaterThan(depth * 2);
    }
  },
);
