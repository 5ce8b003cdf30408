import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashToken, newToken, readToken, TOKEN_LENGTH } from "./tokens.ts";

test("no token is ever made twice, and each survives every client: 32 letters and digits", () => {
  const tokens = Array.from({ length: 5000 }, newToken);
  expect(new Set(tokens).size).toBe(5000);
  for (const token of tokens) expect(token).toMatch(/^[0-9a-z]{32}$/);
});

describe("a token is understood", () => {
  const token = newToken();
  const address = `https://connect.example.edu/whatsapp/link?token=${token}`;
  test.for([
    ["as it is", token],
    ["in upper case", token.toUpperCase()],
    ["with spaces around it", `  ${token}\n`],
    ["in groups of four", token.replaceAll(/(.{4})/g, "$1 ")],
    ["in groups with dashes", token.replaceAll(/(.{8})(?=.)/g, "$1-")],
    ["in quotes", `"${token}"`],
    ["as the whole address", address],
    ["as the whole address in upper case", address.toUpperCase()],
    ["as the whole address with spaces around it", ` ${address} `],
    [
      "as an address that was broken into lines",
      address.replace(token, `${token.slice(0, 20)}\n${token.slice(20)}`),
    ],
    ["as an address with more after it", `${address}&utm_source=x#top`],
    ["as an address in angle brackets", `<${address}>`],
    [
      "as the bot's whole message",
      `To link, open:\n\n👉 ${address}\n\nOr paste this token:\n${token}\n\n⏰ 1 hour.`,
    ],
  ] as const)("%s", ([, pasted]) => {
    expect(readToken(pasted)).toBe(token);
  });

  test("with letters that were mistaken for digits", () => {
    expect(readToken(`O${"o".repeat(15)}I${"l".repeat(15)}`)).toBe(`${"0".repeat(16)}${"1".repeat(16)}`);
  });
});

test.for([
  "",
  "abc123xyz789",
  "x".repeat(TOKEN_LENGTH - 1),
  "x".repeat(TOKEN_LENGTH + 1),
  "u".repeat(TOKEN_LENGTH),
  "' or 1=1 --",
  "https://connect.example.edu/whatsapp/link?token=",
  `https://connect.example.edu/whatsapp/link?token=${"x".repeat(TOKEN_LENGTH + 1)}`,
  "🎓".repeat(16),
])("%j is no token", (pasted) => {
  expect(readToken(pasted)).toBeNull();
});

test("whatever is pasted, what is read is a token or nothing, and reading it again changes nothing", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[0-9a-zA-Z]{30,34}$/)),
      (pasted) => {
        const token = readToken(pasted);
        if (token === null) return;
        expect(token).toMatch(/^[0-9a-z]{32}$/);
        expect(readToken(token)).toBe(token);
      },
    ),
    { numRuns: 2000 },
  );
});

test("what is stored is a SHA-256", () => {
  expect(hashToken("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
