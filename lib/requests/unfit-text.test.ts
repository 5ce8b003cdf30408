import { describe, expect, test } from "vitest";
import { z } from "zod";
import { post, responseTo, URL_OF_OURS } from "../testing/requests.ts";
import { parseBody, parseQuery } from "./route.ts";

describe("text that no database can hold gets 422, with its path, wherever it is", () => {
  const anything = z.looseObject({});
  const refusal = async (body: string) => {
    const { response, problem } = await responseTo(post(body), async (request) =>
      Response.json(await parseBody(request, anything)),
    );
    return [response.status, problem.code, problem.errors?.[0]?.path];
  };

  test.for([
    ['{"text":"a\\u0000b"}', "text"],
    ['{"text":"\\ud83d"}', "text"],
    ['{"text":"\\udc00\\ud83d"}', "text"],
    ['{"a":[{"b":[1,{"c":"\\u0000"}]}]}', "a.0.b.1.c"],
    ['{"a":{"b\\u0000":1}}', "a.b\ufffd"],
    ['{"a":[{"\\udfff":{}}]}', "a.0.\ufffd"],
    ['["\\u0000"]', "0"],
    ['"\\u0000"', ""],
    ['{"__proto__":{"a":"\\u0000"}}', "__proto__.a"],
  ])("%s", async ([body = "", path]) => {
    expect(await refusal(body)).toEqual([422, "validation_failed", path]);
  });

  test.for(["%00", "a%00b", "%E2%98%83%00"])("in a query: %s", (text) => {
    const query = z.strictObject({ query: z.string() });
    expect(() => parseQuery(new Request(`${URL_OF_OURS}?query=${text}`), query)).toThrow(
      expect.objectContaining({
        status: 422,
        details: expect.objectContaining({ errors: [{ path: "query", message: expect.any(String) }] }),
      }),
    );
    expect(() => parseQuery(new Request(`${URL_OF_OURS}?${text}=1`), z.looseObject({}))).toThrow(
      expect.objectContaining({ status: 422 }),
    );
  });

  test("and whole pairs, other control characters and what looks like an escape are text", async () => {
    const text = String.raw`😀 \u0001 \\u0000 \ufffd`;
    const { response } = await responseTo(post(`{"text":"${text}"}`), async (request) =>
      Response.json(await parseBody(request, anything)),
    );
    expect(response.status).toBe(200);
  });
});

test.for([
  ["lists that are only opened", "[".repeat(100_000), 400],
  ["objects that are only opened", '{"a":'.repeat(20_000), 400],
  ["lists nested without end", "[".repeat(50_000) + "]".repeat(50_000), 422],
  ["objects nested without end", `${'{"a":'.repeat(16_000)}1${"}".repeat(16_000)}`, 422],
  ["one list of fifty thousand", `[${"1,".repeat(49_000)}1]`, 200],
] as const)("%s: answered at once", async ([, body, status]) => {
  const begun = performance.now();
  const { response } = await responseTo(post(body), async (request) =>
    Response.json(await parseBody(request, z.unknown())),
  );
  expect(response.status).toBe(status);
  expect(performance.now() - begun).toBeLessThan(1000);
});
