import type { ServerResponse } from "node:http";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { serve } from "../../testing/serve.ts";
import { changeSettings } from "../../testing/settings.ts";
import { listTemplates } from "./list.ts";

interface Asked {
  limit: number;
  after: number;
  fields: string;
}

let respond: (asked: Asked, response: ServerResponse) => void = () => {};
let calls: Asked[] = [];
const origin = serve((request, response) => {
  const query = new URL(request.url ?? "", "http://localhost").searchParams;
  const asked = {
    ...{ limit: Number(query.get("limit")), after: Number(query.get("after") ?? 0) },
    fields: query.get("fields") ?? "",
  };
  calls.push(asked);
  respond(asked, response);
});

beforeAll(() => changeSettings({ WHATSAPP_API_URL: origin() }));

beforeEach(() => {
  calls = [];
});

const sound = (name: string, more: object = {}) => ({
  ...{ name, language: "en", category: "UTILITY", status: "APPROVED" },
  ...{ components: [{ type: "BODY", text: "Hello" }], ...more },
});

const pageOf = (rows: unknown[], asked: Asked) => {
  const end = asked.after + asked.limit;
  const asRows = rows.slice(asked.after, end);
  return {
    data: asked.fields === "name" ? asRows.map(() => ({ name: "x" })) : asRows,
    paging:
      end < rows.length ? { next: "x", cursors: { after: String(end) } } : { cursors: null, next: null },
  };
};

async function list(rows: unknown[], tooMuch: (asked: Asked) => ((response: ServerResponse) => void) | null) {
  respond = (asked, response) => {
    const refuse = tooMuch(asked);
    if (refuse) refuse(response);
    else response.end(JSON.stringify(pageOf(rows, asked)));
  };
  const listed = await listTemplates();
  if ("failure" in listed) return listed.failure;
  return { names: listed.templates.map(({ name }) => name), unread: listed.unread };
}

const never = () => null;

describe("a row that cannot be read is left out and counted, and the others are kept:", () => {
  test.for<[string, unknown]>([
    ["no language", sound("odd", { language: null, components: null })],
    ["an empty language", sound("odd", { language: "" })],
    ["a language that is an object", sound("odd", { language: { code: "en" } })],
    ["an endless language", sound("odd", { language: "x".repeat(100) })],
    ["no name", sound("odd", { name: undefined })],
    ["an endless name", sound("n".repeat(5000))],
    ["a NUL in its name", sound("odd\u0000")],
    ["half a character in its name", sound("odd\ud800")],
    ["a name of two words", sound("odd one")],
    ["a state that is null", sound("odd", { status: null })],
    ["a state that is a number", sound("odd", { status: 7 })],
    ["no category", sound("odd", { category: null })],
    ["components that are a text", sound("odd", { components: "none" })],
    ["components without end", sound("odd", { components: [{ type: "BODY", text: "x".repeat(300_000) }] })],
    ["nothing", null],
    ["a text", "template"],
    ["a list", []],
  ])("%s", async ([, odd]) => {
    expect(await list([sound("first"), odd, sound("last")], never)).toEqual({
      names: ["first", "last"],
      unread: 1,
    });
  });

  test("what Meta may invent next year is kept: another state, another format, no components", async () => {
    const rows = [
      sound("frozen", { status: "FROZEN" }),
      sound("formatted", { parameter_format: "HOLOGRAM" }),
      sound("bare", { components: null }),
      sound("full", { components: [null, 7, { type: "HOLOGRAM" }] }),
    ];
    expect(await list(rows, never)).toMatchObject({
      names: ["frozen", "formatted", "bare", "full"],
      unread: 0,
    });
  });
});

const many = Array.from({ length: 230 }, (_, at) => sound(`template_${at}`));
const allNames = many.map(({ name }) => name);

describe("a page that is too large is asked for again with fewer rows:", () => {
  const tooMuch: Record<string, (response: ServerResponse) => void> = {
    "Meta asks for less (1)": (response) =>
      response.writeHead(500).end(
        JSON.stringify({
          error: { code: 1, error_subcode: 99, message: "Please reduce the amount of data" },
        }),
      ),
    "Meta fails (500)": (response) => response.writeHead(500).end("<h1>Sorry</h1>"),
    "it is too much for us": (response) => response.end(JSON.stringify({ data: ["x".repeat(1_100_000)] })),
  };

  test.for(Object.entries(tooMuch))("%s", async ([, refuse]) => {
    expect(await list(many, ({ limit }) => (limit > 25 ? refuse : null))).toEqual({
      names: allNames,
      unread: 0,
    });
    expect(calls.length).toBeLessThan(30);
  });

  test("one template that is too large by itself is stepped over and counted", async () => {
    const refuse = tooMuch["Meta asks for less (1)"] ?? (() => {});
    const isHeavy = ({ after, limit, fields }: Asked) =>
      after <= 120 && after + limit > 120 && fields !== "name" ? refuse : null;
    expect(await list(many, isHeavy)).toEqual({
      names: allNames.filter((name) => name !== "template_120"),
      unread: 1,
    });
    expect(calls.length).toBeLessThan(60);
  });

  test("but a list that cannot be had at all fails soon, and is not taken for an empty one", async () => {
    const refuse = tooMuch["Meta fails (500)"] ?? (() => {});
    expect(await list(many, () => refuse)).toMatchObject({ kind: "ambiguous" });
    expect(calls.length).toBeLessThan(8);
  });
});

test("a list that leads in a circle ends", async () => {
  respond = (_asked, response) =>
    response.end(JSON.stringify({ data: [sound("again")], paging: { next: "x", cursors: { after: "1" } } }));
  expect(await listTemplates()).toMatchObject({ unread: 0 });
  expect(calls.length).toBeLessThan(5);
});

test.for([{}, { data: null }, { data: {} }, []])(
  "%j is no list, and no reason to forget ours",
  async (body) => {
    respond = (_asked, response) => response.end(JSON.stringify(body));
    expect(await listTemplates()).toHaveProperty("failure");
  },
);
