import { expect, test } from "vitest";
import { listRoutes } from "../../server/routes.ts";
import { findNode, isAtLeast } from "../boot/find-node.mjs";
import { projectRoot } from "../project.ts";
import { readableLine } from "./child-log.ts";

test.each([
  ["22.18.0", "22.18.0", true],
  ["26.10.0", "22.18.0", true],
  ["20.20.2", "22.18.0", false],
  ["20.9.0", "20.19.0", false],
])("Node %s against %s: new enough is %s", (version, oldest, expected) => {
  expect(isAtLeast(version, oldest)).toBe(expected);
});

test("The pinned Node is found", () => {
  expect(findNode(projectRoot)).toMatch(/node/);
});

test("A person sees warnings and errors in words, and nothing else", () => {
  expect(readableLine("web", '{"level":30,"msg":"fine"}', false)).toBe(null);
  expect(readableLine("web", '{"level":50,"msg":"bad","error":{"message":"disk"}}', false)).toBe(
    "web error: bad: disk",
  );
  expect(readableLine("web", "✓ Ready", false)).toBe(null);
  expect(readableLine("web", "Error: at start", true)).toBe("web: Error: at start");
});

test("The server knows which endpoints exist, with their methods", () => {
  const { endpoints } = listRoutes();
  expect(endpoints).toContainEqual({ path: "/api/whatsapp/webhook", methods: ["GET", "POST"] });
});
