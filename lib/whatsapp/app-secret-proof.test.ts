import { expect, test } from "vitest";
import { isAboutProof, proofOf } from "./app-secret-proof.ts";

test("a proof is the HMAC of the token with the app's secret", () => {
  expect(proofOf("EAAtoken123", "test_app_secret")).toBe(
    "ebc1b8c0a6dcee2ee0b03ff5830bbbffa064cc145ec3cfcc3222721ac3a18d47",
  );
});

test.for([
  ["API calls from the server require an appsecret_proof argument", true],
  ["Invalid appsecret_proof provided in the API argument", true],
  ["(#100) Invalid parameter", false],
  [null, false],
] as const)("that a call was refused because of its proof is told by Meta's words: %s", ([title, is]) => {
  expect(isAboutProof({ code: 100, title })).toBe(is);
});
