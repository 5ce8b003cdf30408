import { describe, expect, test } from "vitest";
import { z } from "zod";
import { post, responseTo, URL_OF_OURS } from "../testing/requests.ts";
import { readBody } from "./body.ts";
import { parseBody } from "./route.ts";

const schema = z.strictObject({ name: z.string() });

const parse = (body: BodyInit, headers?: Record<string, string>) =>
  responseTo(post(body, headers), async (request) => Response.json(await parseBody(request, schema)));

test("a caller who hangs up in the middle of a body is no fault of ours, nor of the database", async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    },
  });
  const request = new Request(URL_OF_OURS, { method: "POST", body: broken, duplex: "half" } as RequestInit);
  const { response, problem } = await responseTo(request, async (given) =>
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
