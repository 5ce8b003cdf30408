import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isThisMachine } from "./this-machine.ts";

test.for([
  "localhost",
  "LOCALHOST.",
  "graph.localhost",
  "127.0.0.1",
  "127.9.8.7",
  "0.0.0.0",
  "::1",
  "[::1]",
  "::ffff:127.0.0.1",
  "[::ffff:7f00:1]",
])("%s is this machine", (host) => {
  expect(isThisMachine(host)).toBe(true);
});

test.for([
  "",
  "graph.facebook.com",
  "localhost.example.com",
  "notlocalhost",
  "10.0.0.1",
  "128.0.0.1",
  "::ffff:10.0.0.1",
  "fe80::1",
  "127.0.0.1.example.com",
])("%s is another one", (host) => {
  expect(isThisMachine(host)).toBe(false);
});

test("the stand-in for Meta shares no code with what it tests, but for how a body is signed", () => {
  const imported = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map((path) => readFileSync(join(import.meta.dirname, path), "utf8"))
    .flatMap((source) => [...source.matchAll(/^import (?!type ).*from "(#lib\/.*|.*\/lib\/.*)";$/gm)])
    .map(([, from]) => from);
  expect(new Set(imported)).toEqual(new Set(["#lib/whatsapp/signature"]));
});
