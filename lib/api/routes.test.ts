import { expect, test } from "vitest";
import { listRoutes } from "../../server/routes.ts";
import { createApiDocument } from "./document.ts";

/** Every call that there is a route file for, such as `GET /api/docs/{asset}`; not what takes the forms of a page. */
const served = listRoutes()
  .endpoints.filter(({ path }) => /^\/(api|health)\b/.test(path))
  .flatMap(({ path, methods }) =>
    methods.map((method) => `${method} ${path.replaceAll(/\[(\w+)\]/g, "{$1}")}`),
  );

const documented = Object.entries(createApiDocument().paths ?? {}).flatMap(([path, item]) =>
  ["get", "post", "put", "patch", "delete"]
    .filter((method) => method in item)
    .map((method) => `${method.toUpperCase()} ${path}`),
);

/** next-auth serves what has no file of its own below /api/auth. */
const isCatchAll = (call: string) => call.includes("[...");
const catchAlls = served
  .filter(isCatchAll)
  .map((call) => new RegExp(`^${call.replace(/\[\.\.\.\w+\]/, ".+")}$`));

test("every route is in the document", () => {
  const ordinary = served.filter((call) => !isCatchAll(call));
  expect(ordinary.length).toBeGreaterThan(12);
  expect(ordinary.filter((call) => !documented.includes(call))).toEqual([]);
});

test("everything in the document has a route", () => {
  const withoutRoute = documented.filter(
    (call) => !served.includes(call) && !catchAlls.some((pattern) => pattern.test(call)),
  );
  expect(withoutRoute).toEqual([]);
});

test("of what next-auth serves, something of each method is in the document", () => {
  expect(catchAlls).toHaveLength(2);
  for (const pattern of catchAlls) {
    expect(documented.filter((call) => !served.includes(call) && pattern.test(call))).not.toEqual([]);
  }
});
