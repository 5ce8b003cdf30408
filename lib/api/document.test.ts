import { expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import { AppError } from "../errors.ts";
import type { checkHealth } from "../health/health.ts";
import { route } from "../requests/route.ts";
import { createApiDocument } from "./document.ts";
import type { healthResponse } from "./health.ts";

const METHODS = ["get", "post", "put", "patch", "delete"];
type Json = { [name: string]: Json };

/** The document as a client gets it: through JSON and back. */
const document = JSON.parse(JSON.stringify(createApiDocument())) as Json;

const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => METHODS.includes(method))
    .map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
);

function listRefs(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "$ref" && typeof inner === "string" ? [inner] : listRefs(inner),
  );
}

function resolve(ref: string): unknown {
  return ref
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>((node, name) => (node as Json | undefined)?.[name], document);
}

test("says which API this is, in which version, and where it is", () => {
  expect(document).toMatchObject({
    openapi: expect.stringMatching(/^3\.1\./),
    info: { title: "YeeBitz Connect API", version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    servers: [{ url: "http://localhost:3000" }],
  });
});

test("every reference leads to something in the document", () => {
  const refs = listRefs(document);
  expect(refs.length).toBeGreaterThan(50);
  expect(refs.filter((ref) => resolve(ref) === undefined)).toEqual([]);
});

test("every operation has a name of its own, a summary and a known tag", () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(operations.length);
  const tags = (document.tags as unknown as { name: string }[]).map(({ name }) => name);
  for (const { operation } of operations) {
    expect(operation).toMatchObject({ operationId: expect.any(String), summary: expect.any(String) });
    expect(tags).toEqual(expect.arrayContaining(operation.tags as unknown as string[]));
  }
});

test("every operation says who may call it, by schemes that are described", () => {
  const schemes = Object.keys(document.components?.securitySchemes ?? {});
  expect(schemes).toEqual(["bearer", "session"]);
  for (const { name, operation } of operations) {
    const given = operation.security as unknown as Json[] | undefined;
    expect(given, name).toBeInstanceOf(Array);
    expect(schemes).toEqual(expect.arrayContaining(given?.flatMap((scheme) => Object.keys(scheme)) ?? []));
    expect("401" in (operation.responses ?? {}), name).toBe(
      given?.length !== 0 || /token$|credentials$/.test(name),
    );
  }
});

test("every path parameter is described", () => {
  for (const { name, path, operation } of operations) {
    const parameters = (operation.parameters ?? []) as unknown as { name: string; in: string }[];
    const described = parameters
      .filter((parameter) => parameter.in === "path")
      .map((parameter) => parameter.name);
    expect(described, name).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, word]) => word));
  }
});

test("every JSON body that a client sends comes with an example", () => {
  for (const { name, operation } of operations) {
    const media = operation.requestBody?.content?.["application/json"];
    if (!media) continue;
    const schema = media.schema?.$ref ? (resolve(String(media.schema.$ref)) as Json) : media.schema;
    const properties = Object.values(schema?.properties ?? {});
    const hasExample =
      media.example ?? media.examples ?? properties.some((property) => "example" in property);
    expect(hasExample, name).toBeTruthy();
  }
});

const failures = operations.flatMap(({ name, operation }) =>
  Object.entries(operation.responses ?? {}).flatMap(([status, response]) =>
    Object.entries(response.content?.["application/problem+json"]?.examples ?? {}).map(
      ([code, { value }]) => ({
        name: `${name} ${status} ${code}`,
        value: value as unknown as { status: number; code: string; detail: string },
      }),
    ),
  ),
);

test.each(failures)("shows a failure as the server returns it: $name", async ({ value }) => {
  const fail = route(() => Promise.reject(new AppError(value.code, value.detail, value.status)));
  const body = await (await fail(new Request("http://localhost:3000/"), {})).json();
  expect(value).toMatchObject({ ...body, instance: expect.stringMatching(/^urn:uuid:/) });
});

test("describes health as it is returned", () => {
  expectTypeOf<z.output<typeof healthResponse>>().toEqualTypeOf<Awaited<ReturnType<typeof checkHealth>>>();
});
