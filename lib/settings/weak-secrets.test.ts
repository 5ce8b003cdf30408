import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findWeakness, SECRETS } from "./weak-secrets.ts";

test.each([
  ["one letter", "a".repeat(40)],
  ["two letters in turn", "ab".repeat(20)],
  ["a few letters", "abcba".repeat(7)],
  ["a word over and over", "hunter2-".repeat(5)],
  ["a word over and over, cut short", "correcthorse".repeat(3).slice(0, 32)],
  ["a word over and over, in large letters too", "HunterTwoOrThreehuntertwoorthree"],
  ["the digits over and over", "12345678901234567890123456789012"],
  ["the alphabet", "abcdefghijklmnopqrstuvwxyz012345"],
  ["the alphabet backwards", "zyxwvutsrqponmlkjihgfedcba987654"],
  ["many of one letter with a tail", `${"x".repeat(30)}qw12er`],
  ["a placeholder", "change-me-to-something-long-and-random"],
  ["another placeholder", "your-secret-of-at-least-32-characters"],
  ["a published example without its end", "kQx0V6b1bB3m0w8rJ2m3sYbqv0h6f9c1T7u5z4d2Xe8"],
  ["a published example in small letters, behind a letter", "xkqx0v6b1bb3m0w8rj2m3sybqv0h6f9c1t7u5z4d2xe8="],
  ["the demo's verify token of another year", "WHATSAPP-VERIFY-TOKEN-2025"],
  ["a placeholder in brackets", "<paste-the-secret-of-the-app-here>"],
  ["the command that makes one", "the output of: openssl rand -base64 32"],
])("%s is no secret", (_words, secret) => {
  expect(findWeakness(secret)).not.toBe(null);
});

test("every example of .env.example is refused", () => {
  const lines = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
  const examples = [...lines.matchAll(/# Example: (\S+)\n([A-Z_]+)=/g)].filter(([, , name]) =>
    SECRETS.includes(name ?? ""),
  );
  expect(examples.length).toBeGreaterThan(3);
  for (const [, value = "", name] of examples) {
    if (name !== "WHATSAPP_ACCESS_TOKEN")
      expect([name, findWeakness(value)]).toEqual([name, expect.stringContaining("example")]);
  }
});

test("secrets that were made by chance are taken, of any alphabet and however short", () => {
  for (let at = 0; at < 3000; at += 1) {
    const bytes = createHash("sha256").update(`${at}`).digest();
    for (const secret of [
      bytes.toString("hex"),
      bytes.toString("hex").slice(0, 32),
      bytes.toString("base64"),
      bytes.toString("base64url").slice(0, 16),
    ])
      expect([secret, findWeakness(secret)]).toEqual([secret, null]);
  }
});
