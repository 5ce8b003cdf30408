import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSignedBy, signBody } from "./signature.ts";

const ESCAPED = String.raw`{"text":{"body":"caf\u00e9 \ud83d\udc4b"}}`;
const META_ESCAPED = String.raw`{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"t":"caf\u00e9 \/ \ud83d\udc4d"}}]}]}`;

describe("agrees with the published HMAC-SHA256 vector", () => {
  test.for([
    [
      "It's a Secret to Everybody",
      "Hello, World!",
      "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    ],
    [
      "Jefe",
      "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ],
    ["\x0b".repeat(20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
    ["test-app-secret", ESCAPED, "ca7f11b97e4c2918e56b720c7f9d4ad164c82ef4f64eadad98c665eb441ff365"],
    ["test-app-secret", "", "a7dfadfa864dba471c925e814eca5ee032a7ded01574b16ac33dd477b5d6d0f7"],
    [
      "test_app_secret",
      '{"object":"whatsapp_business_account","entry":[]}',
      "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
    ],
    ["test_app_secret", META_ESCAPED, "412301baa2f7698dfa03eea9f0436b35cc790bb8090bda128015427f4917bfdb"],
  ] as const)("of key %j", ([secret, body, hex]) => {
    expect(signBody(Buffer.from(body), secret)).toBe(`sha256=${hex}`);
    expect(isSignedBy(Buffer.from(body), `sha256=${hex}`, [secret])).toBe(true);
  });
});

test.for([ESCAPED, META_ESCAPED])(
  "refuses the signature of the same JSON written another way: %s",
  (body) => {
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(body)));
    expect(isSignedBy(rewritten, signBody(Buffer.from(body), "secret"), ["secret"])).toBe(false);
  },
);

function flipBit(bytes: Uint8Array, bit: number): Buffer {
  const flipped = Buffer.from(bytes);
  const at = (bit >> 3) % flipped.length;
  flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (bit & 7)), at);
  return flipped;
}

test("takes every body that was signed, and none of which one bit was changed in body, signature or secret", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.string({ minLength: 1, unit: "grapheme-ascii" }),
      fc.nat({ max: 1 << 20 }),
      (body, secret, bit) => {
        const signature = signBody(body, secret);
        expect(isSignedBy(body, signature, [secret])).toBe(true);
        expect(isSignedBy(flipBit(body, bit), signature, [secret])).toBe(false);
        const otherSignature = flipBit(Buffer.from(signature), bit).toString("latin1");
        expect(isSignedBy(body, otherSignature, [secret])).toBe(false);
        const otherSecret = flipBit(Buffer.from(secret), bit).toString("latin1");
        expect(isSignedBy(body, signature, [otherSecret])).toBe(false);
      },
    ),
    { numRuns: 1500 },
  );
});

const RIGHT = signBody(Buffer.from("body"), "secret");

test.for([
  ["is empty", ""],
  ["has only the prefix", "sha256="],
  ["is SHA-1", "sha1=6c5c7ab6e5b3b6b5ab8f1a4b0c6f9ae6b0f6a6a5"],
  ["is a digit short", RIGHT.slice(0, -1)],
  ["is a digit long", `${RIGHT}0`],
  ["is in upper case", RIGHT.toUpperCase().replace("SHA256", "sha256")],
  ["is not hexadecimal", `sha256=${"g".repeat(64)}`],
  ["is given twice", `${RIGHT}, ${RIGHT}`],
  ["ends in a line break", `${RIGHT}\n`],
  ["has no prefix", RIGHT.slice(7)],
] as const)("refuses a signature that %s", ([, signature]) => {
  expect(isSignedBy(Buffer.from("body"), signature, ["secret"])).toBe(false);
});

test("refuses any other text in place of a signature without failing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (signature) => {
      expect(isSignedBy(Buffer.from("body"), signature, ["secret"])).toBe(false);
    }),
    { numRuns: 1000 },
  );
});
