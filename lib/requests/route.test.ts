import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { parseBody, parseQuery, readBody, route } from "./route.ts";

const URL_OF_OURS = "http://localhost:3000/api/thing";
const schema = z.strictObject({ name: z.string().max(5), tags: z.array(z.number()).optional() });

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request(URL_OF_OURS, { method: "POST", body, headers });

async function run(request: Request, handler: (request: Request) => Promise<Response>) {
  const response = await route(handler)(request, undefined);
  return { response, problem: await response.json() };
}

const parse = (body: BodyInit, headers?: Record<string, string>) =>
  run(post(body, headers), async (request) => Response.json(await parseBody(request, schema)));

test("a body that fits is read, whatever its content type claims", async () => {
  const { response, problem } = await parse('{"name":"Rosa"}', { "content-type": "text/plain" });
  expect([response.status, problem]).toEqual([200, { name: "Rosa" }]);
});

describe("a body that is not JSON gets 400", () => {
  test.for([
    "",
    "{",
    "{'name':'Rosa'}",
    "undefined",
    "\ufeff\ufeff{}",
    new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
  ])("%j", async (body) => {
    const { response, problem } = await parse(body as BodyInit);
    expect(response.status).toBe(400);
    expect(problem).toMatchObject({ code: "invalid_json", title: "Bad Request", status: 400 });
  });
});

describe("a body that does not fit gets 422 with the path of each fault", () => {
  test.for([
    ['{"name":"Rosa","role":"admin"}', [""]],
    ['{"name":"much too long"}', ["name"]],
    ['{"name":1,"tags":["x",1e308,"y"]}', ["name", "tags.0", "tags.2"]],
    ["{}", ["name"]],
    ["[]", [""]],
    ["null", [""]],
    ['"x"', [""]],
    ['{"__proto__":{"name":"Rosa"}}', ["name"]],
  ] as const)("%s", async ([body, paths]) => {
    const { response, problem } = await parse(body);
    expect(response.status).toBe(422);
    expect(problem.code).toBe("validation_failed");
    expect(problem.errors.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining([...paths]),
    );
    for (const { message } of problem.errors) expect(message).toEqual(expect.any(String));
  });
});

describe("text that no database can hold gets 422, with its path, wherever it is", () => {
  const anything = z.looseObject({});
  const refusal = async (body: string) => {
    const { response, problem } = await run(post(body), async (request) =>
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
    const { response } = await run(post(`{"text":"${text}"}`), async (request) =>
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
] as const)("%s: there is a response at once", async ([, body, status]) => {
  const begun = performance.now();
  const { response } = await run(post(body), async (request) =>
    Response.json(await parseBody(request, z.unknown())),
  );
  expect(response.status).toBe(status);
  expect(performance.now() - begun).toBeLessThan(1000);
});

test("a caller who hangs up in the middle of a body is no fault of ours, nor of the database", async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    },
  });
  const request = new Request(URL_OF_OURS, { method: "POST", body: broken, duplex: "half" } as RequestInit);
  const { response, problem } = await run(request, async (given) =>
    Response.json(await parseBody(given, schema)),
  );
  expect([response.status, problem.code]).toEqual([400, "hung_up"]);
});

describe("a body over 100 kB gets 413", () => {
  test("when it says so", async () => {
    const { response } = await parse("{}", { "content-length": "100001" });
    expect(response.status).toBe(413);
  });

  test("when it does not, as soon as too much has come", async () => {
    let produced = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        produced += 10_000;
        controller.enqueue(new Uint8Array(10_000).fill(0x20));
      },
    });
    const request = new Request(URL_OF_OURS, {
      method: "POST",
      body: endless,
      duplex: "half",
    } as RequestInit);
    await expect(readBody(request, 100_000)).rejects.toMatchObject({ status: 413 });
    expect(produced).toBeLessThan(200_000);
  });

  test("and one of exactly the limit is read", async () => {
    const body = JSON.stringify({ name: "Rosa" }).padEnd(100_000);
    expect((await parse(body)).response.status).toBe(200);
    expect((await parse(`${body} `)).response.status).toBe(413);
  });
});

test("a query with a name given twice gets 400, one that does not fit 422", () => {
  const limit = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) });
  const ask = (query: string) => parseQuery(new Request(`${URL_OF_OURS}?${query}`), limit);
  expect(ask("limit=7")).toEqual({ limit: 7 });
  expect(() => ask("limit=1&limit=2")).toThrow(expect.objectContaining({ status: 400 }));
  for (const query of ["limit=-1", "limit=1e9", "limit=x", "limit=;drop", "cursor=x"]) {
    expect(() => ask(query)).toThrow(expect.objectContaining({ status: 422 }));
  }
});

test("a failure is told as problem details with a code, uncached, under an id that is also in the log", async () => {
  const { response, problem } = await run(new Request(URL_OF_OURS), async () => {
    throw new AppError("too_many_tries", "Wait.", 429, { retryAfterSeconds: 12.3, members: { extra: 1 } });
  });
  expect(problem).toEqual({
    type: "about:blank",
    title: "Too Many Requests",
    status: 429,
    detail: "Wait.",
    code: "too_many_tries",
    instance: `urn:uuid:${response.headers.get("x-request-id")}`,
    extra: 1,
  });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
    "retry-after": "13",
  });
});

test("who is not signed in is told how, without an error code where no token was given", async () => {
  const challenge = async (code: string) => {
    const { response } = await run(new Request(URL_OF_OURS), async () => {
      throw new AppError(code, "Please sign in.", 401);
    });
    return response.headers.get("www-authenticate");
  };
  expect(await challenge("sign_in_needed")).toBe("Bearer");
  expect(await challenge("invalid_token")).toBe('Bearer error="invalid_token"');
});

test("a bug of ours is told without any detail", async () => {
  const { response, problem } = await run(new Request(URL_OF_OURS), async () => {
    throw new Error("password=hunter2 at /srv/secret.ts", { cause: new Error("+15551234567") });
  });
  expect(response.status).toBe(500);
  expect(JSON.stringify(problem)).not.toMatch(/hunter2|secret|1555/);
  expect(problem).toMatchObject({ code: "internal_error", detail: "Something went wrong on our side." });
});

test("something else than an error that is thrown is a bug as well", async () => {
  for (const thrown of [undefined, null, "text", 7, {}]) {
    const { response } = await run(new Request(URL_OF_OURS), () => Promise.reject(thrown));
    expect(response.status).toBe(500);
  }
});

test("a response whose headers cannot be changed, such as a redirect, is passed on", async () => {
  const handler = route(async () => Response.redirect("http://localhost:3000/login", 303));
  expect((await handler(new Request(URL_OF_OURS), undefined)).status).toBe(303);
});
