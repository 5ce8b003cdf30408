import { generateKeyPairSync } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { keyFor } from "../keys.ts";
import { issueApiToken, readApiToken } from "./api-tokens.ts";

const ID = "8c7d5a52-3f0a-4c1e-9a55-0d3c1f1f4c11";
const now = Math.floor(Date.now() / 1000);
const CLAIMS = {
  sub: ID,
  iss: "http://localhost:3000",
  aud: "connect-api",
  iat: now,
  nbf: now,
  exp: now + 60,
};

const sign = (
  claims: object,
  header: object = {},
  key: Parameters<SignJWT["sign"]>[0] = keyFor("api-tokens"),
) =>
  new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt", ...header })
    .sign(key);

test("a token names the account that it was issued for, and nothing else about it", async () => {
  const token = await issueApiToken(ID, 4);
  expect(await readApiToken(token)).toEqual({
    accountId: ID,
    provedAt: expect.closeTo(now, -1),
    id: expect.stringMatching(/^[\da-f-]{36}$/),
    generation: 4,
  });
  const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  expect(Object.keys(payload).sort()).toEqual(["aud", "exp", "gen", "iat", "iss", "jti", "nbf", "sub"]);
});

test("the tokens that are refused below differ from a good one in one thing only; one without a generation is of the first", async () => {
  const proof = { accountId: ID, provedAt: now, id: null, generation: 0 };
  expect(await readApiToken(await sign({}))).toEqual(proof);
});

describe("52 is refused", () => {
  test.for([
    ["expired a minute ago", { exp: now - 60 }],
    ["that never expires", { exp: undefined }],
    ["whose expiry is a text", { exp: "1e9" }],
    ["that is good only in the future", { nbf: now + 3600 }],
    ["without a beginning", { nbf: undefined }],
    ["of another issuer", { iss: "https://evil.example" }],
    ["without an issuer", { iss: undefined }],
    ["for another audience", { aud: "other-api" }],
    ["for no audience", { aud: undefined }],
    ["for nobody", { sub: undefined }],
  ] as const)("a token %s", async ([, claims]) => {
    expect(await readApiToken(await sign(claims))).toBeNull();
  });

  test.for([
    ["of another type", { typ: "JWT" }],
    ["of no type", { typ: undefined }],
    ["with another algorithm", { alg: "HS512" }],
  ] as const)("a token %s", async ([, header]) => {
    expect(await readApiToken(await sign({}, header, new Uint8Array(64).fill(1)))).toBeNull();
    if (!("alg" in header)) expect(await readApiToken(await sign({}, header))).toBeNull();
  });

  test("a token of another key, whatever its header points at", async () => {
    const key = new Uint8Array(32).fill(7);
    const headers = [
      {},
      { kid: "unknown" },
      { jku: "https://evil.example/keys" },
      { jwk: { kty: "oct", k: "Bw" } },
    ];
    for (const header of headers) expect(await readApiToken(await sign({}, header, key))).toBeNull();
    expect(await readApiToken(await sign({}, {}, keyFor("sealed-secrets")))).toBeNull();
  });

  test("a token that is signed with a public key, as if that were the secret", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = publicKey.export({ type: "spki", format: "pem" });
    expect(await readApiToken(await sign({}, {}, Buffer.from(pem)))).toBeNull();
    expect(await readApiToken(await sign({}, { alg: "RS256" }, privateKey))).toBeNull();
  });

  test("a token without a signature", async () => {
    const unsigned = new UnsecuredJWT(CLAIMS).encode();
    const [header, payload] = (await sign({})).split(".");
    for (const token of [unsigned, `${header}.${payload}.`, `${header}.${payload}`]) {
      expect(await readApiToken(token)).toBeNull();
    }
  });

  test("a token of which one letter was changed", async () => {
    const token = await sign({});
    const at = token.lastIndexOf(".") + 5;
    const changed = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
    expect(await readApiToken(changed)).toBeNull();
  });

  test.for(["", ".", "..", "a.b.c", "🎓", "x".repeat(64_000)])(
    "what is no token at all: %j",
    async (token) => {
      expect(await readApiToken(token)).toBeNull();
    },
  );
});
