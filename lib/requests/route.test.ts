import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { post, responseTo, URL_OF_OURS } from "../testing/requests.ts";
import { parseBody, parseQuery, route } from "./route.ts";

const schema = z.strictObject({ name: z.string().max(5), tags: z.array(z.number()).optional() });

const parse = (body: BodyInit, headers?: Record<string, string>) =>
  responseTo(post(body, headers), async (request) => Response.json(await parseBody(request, schema)));

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
  const { response, problem } = await responseTo(new Request(URL_OF_OURS), async () => {
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
    const { response } = await responseTo(new Request(URL_OF_OURS), async () => {
      throw new AppError(code, "Please sign in.", 401);
    });
    return response.headers.get("www-authenticate");
  };
  expect(await challenge("sign_in_needed")).toBe("Bearer");
  expect(await challenge("invalid_token")).toBe('Bearer error="invalid_token"');
});

test("a bug of ours is told without any detail", async () => {
  const { response, problem } = await responseTo(new Request(URL_OF_OURS), async () => {
    throw new Error("password=hunter2 at /srv/secret.ts", { cause: new Error("+15551234567") });
  });
  expect(response.status).toBe(500);
  expect(JSON.stringify(problem)).not.toMatch(/hunter2|secret|1555/);
  expect(problem).toMatchObject({ code: "internal_error", detail: "Something went wrong on our side." });
});

test("something else than an error that is thrown is a bug as well", async () => {
  for (const thrown of [undefined, null, "text", 7, {}]) {
    const { response } = await responseTo(new Request(URL_OF_OURS), () => Promise.reject(thrown));
    expect(response.status).toBe(500);
  }
});

test("a response whose headers cannot be changed, such as a redirect, is passed on", async () => {
  const handler = route(async () => Response.redirect("http://localhost:3000/login", 303));
  expect((await handler(new Request(URL_OF_OURS), undefined)).status).toBe(303);
});
