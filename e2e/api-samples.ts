import { expect } from "@playwright/test";
import { z } from "zod";
import { newSteadying } from "../lib/testing/steady.ts";

/** Our own addresses beside those of next-auth. */
const OWN = ["/api/auth/token", "/api/auth/sessions"];

interface Media {
  schema?: unknown;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

interface Operation {
  operationId: string;
  parameters?: {
    in: string;
    name: string;
    required?: boolean;
    example?: unknown;
    schema: { example?: unknown; enum?: unknown[] };
  }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: Record<string, { example?: unknown }> }> };
}

/** What a call of the document's can't say by itself: who calls, an ID or a token that there is now, which of several bodies. */
interface Filling {
  bearer?: string | undefined;
  cookie?: string;
  fill?: Record<string, string>;
  body?: string;
  /** The status of the response where the demo has nothing to do for this call; otherwise it succeeds. */
  status?: number;
}

/** What came back. */
interface Outcome {
  body: Record<string, unknown>;
  headers: Headers;
}

/** The sample calls of the product's OpenAPI document. */
export async function readSamples() {
  const response = await fetch(`${process.env.E2E_BASE_URL}/api/openapi.json`);
  const document = (await response.json()) as Document;
  const operations = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) =>
          [operation.operationId, { path, method: method.toUpperCase(), operation }] as const,
      ),
    ),
  );
  const called = new Set<string>();
  const steady = newSteadying();

  /** Makes an operation's sample call, which has to succeed as the document says, in its schema. */
  async function run(operationId: string, filling: Filling = {}): Promise<Outcome> {
    const found = operations.get(operationId);
    if (!found) throw new Error(`The document has no operation ${operationId}.`);
    const { path, method, operation } = found;
    called.add(operationId);
    const { target, headers, body } = sampleOf(document, path, operation, filling);
    const address = `${process.env.E2E_BASE_URL}${target}`;
    const given = await fetch(address, { method, headers, body: body ?? null, redirect: "manual" });
    const text = await given.text();
    const described = operation.responses[given.status];
    const isRight = filling.status === undefined ? given.ok : given.status === filling.status;
    expect(isRight && described !== undefined, `${operationId}: ${given.status} ${text}`).toBe(true);
    const media = described?.content?.["application/json"];
    if (!media) return { body: {}, headers: given.headers };
    const parsed = JSON.parse(text) as Record<string, unknown>;
    const { error } = schemaOf(document, media.schema).safeParse(parsed);
    expect(error?.issues ?? [], `${operationId}: ${text}`).toEqual([]);
    // Those that only Next can serve are recorded here: examples/session.json holds what this would find.
    if (path.startsWith("/api/auth/") && !OWN.includes(path)) expect(steady(parsed)).toEqual(media.example);
    else if (operationId !== "readApiDocument")
      expect(Object.keys(parsed).sort(), operationId).toEqual(Object.keys(media.example ?? {}).sort());
    return { body: parsed, headers: given.headers };
  }

  return { run, uncalled: () => [...operations.keys()].filter((operationId) => !called.has(operationId)) };
}

function schemaOf({ components }: Document, schema: unknown): z.ZodType {
  const withDefinitions = { ...(schema as object), $defs: components.schemas };
  return z.fromJSONSchema(
    JSON.parse(JSON.stringify(withDefinitions).replaceAll("#/components/schemas/", "#/$defs/")),
  );
}

/** The call that the reference's form makes of an operation, with what its examples fill in. */
function sampleOf(document: Document, path: string, operation: Operation, filling: Filling) {
  const { bearer, cookie, fill = {}, body: chosen = "" } = filling;
  const query = new URLSearchParams();
  let target = path;
  for (const { in: place, name, required, example, schema } of operation.parameters ?? []) {
    const value = fill[name] ?? example ?? schema.example ?? (required ? schema.enum?.[0] : undefined);
    if (value === undefined) continue;
    if (place === "path") target = target.replace(`{${name}}`, String(value));
    if (place === "query") query.set(name, String(value));
    // Nothing that a caller has to make up anew for each call may be filled in.
    if (place === "header") throw new Error(`${operation.operationId}: ${name} is filled in.`);
  }
  const headers: Record<string, string> = {};
  if (bearer) headers.authorization = `Bearer ${bearer}`;
  if (cookie) headers.cookie = cookie;
  const [[type, media] = ["", undefined]] = Object.entries(operation.requestBody?.content ?? {});
  if (!media) return { target: query.size > 0 ? `${target}?${query}` : target, headers };
  headers["content-type"] = type;
  const given = media.examples?.[chosen]?.value ?? media.example ?? exampleOf(document, media.schema);
  const filled = {
    ...(given as object),
    ...(type.includes("json") && !chosen ? fill : {}),
    ...formOf(type, fill),
  };
  const body = type.includes("json")
    ? JSON.stringify(filled)
    : new URLSearchParams(filled as Record<string, string>).toString();
  return { target, headers, body };
}

const formOf = (type: string, fill: Record<string, string>) =>
  type.includes("form") ? { ...fill, json: "true" } : {};

/** What the form makes of a body without an example of its own: those of the schema's members. */
function exampleOf({ components }: Document, schema: unknown): object {
  const name = (schema as { $ref?: string }).$ref?.split("/").at(-1) ?? "";
  const members = Object.entries(components.schemas[name]?.properties ?? {});
  return Object.fromEntries(
    members.flatMap(([key, { example }]) => (example === undefined ? [] : [[key, example]])),
  );
}
