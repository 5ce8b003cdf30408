import { expect, test } from "vitest";
import { answerHandshake } from "./handshake.ts";

const ask = (query: string) => answerHandshake(new URLSearchParams(query));

test("Meta's verification is answered with exactly its challenge", () => {
  const token = "whatsapp-verify-token-2024";
  expect(ask(`hub.mode=subscribe&hub.challenge=test123&hub.verify_token=${token}`)).toBe("test123");
});

test.for([
  ["a wrong token", "hub.mode=subscribe&hub.challenge=c&hub.verify_token=wrong", 403],
  ["another mode", "hub.mode=unsubscribe&hub.challenge=c&hub.verify_token=whatsapp-verify-token-2024", 403],
  ["no challenge", "hub.mode=subscribe&hub.verify_token=whatsapp-verify-token-2024", 400],
  ["no token", "hub.mode=subscribe&hub.challenge=c", 400],
  ["nothing", "", 400],
  [
    "a script as challenge",
    "hub.mode=subscribe&hub.challenge=<script>&hub.verify_token=whatsapp-verify-token-2024",
    400,
  ],
  [
    "an endless challenge",
    `hub.mode=subscribe&hub.challenge=${"1".repeat(10_000)}&hub.verify_token=whatsapp-verify-token-2024`,
    400,
  ],
  ["a script and a wrong token", "hub.mode=subscribe&hub.challenge=<script>&hub.verify_token=wrong", 403],
] as const)("a verification with %s is refused", ([, query, status]) => {
  expect(() => ask(query)).toThrow(expect.objectContaining({ status }));
});
