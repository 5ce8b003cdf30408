import { expect, test } from "vitest";
import { createApiDocument } from "./document.ts";
import { EXAMPLES } from "./examples.ts";

type Media = { example?: unknown; examples?: Record<string, unknown> };
type Operation = { operationId: string; responses: Record<string, { content?: Record<string, Media> }> };

const document = JSON.parse(JSON.stringify(createApiDocument())) as {
  paths: Record<string, Record<string, Operation>>;
};

/** Every response of the document that has a body, by operation and status. */
const responses = Object.values(document.paths)
  .flatMap((methods) => Object.values(methods))
  .flatMap(({ operationId, responses }) =>
    Object.entries(responses).flatMap(([status, { content = {} }]) =>
      Object.entries(content).map(([type, media]) => ({ name: `${operationId} ${status}`, type, media })),
    ),
  );

test("each success that returns JSON is shown by a response that a test recorded", () => {
  const isRecorded = (name: string) => name in EXAMPLES;
  const successes = responses.filter(({ name, type }) => / 2\d\d$/.test(name) && type === "application/json");
  expect(successes.length).toBeGreaterThan(35);
  // The document can't hold itself.
  expect(successes.filter(({ name }) => !isRecorded(name)).map(({ name }) => name)).toEqual([
    "readApiDocument 200",
  ]);
});

test("each recorded response is in the document, with its code if it's a failure", () => {
  const shown = responses.flatMap(({ name, media }) => [
    name,
    ...Object.keys(media.examples ?? {}).map((code) => `${name} ${code}`),
  ]);
  expect(Object.keys(EXAMPLES).filter((name) => !shown.includes(name))).toEqual([]);
});
