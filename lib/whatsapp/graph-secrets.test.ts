import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { env } from "../env.ts";
import { serve } from "../testing/serve.ts";
import { changeSettings } from "../testing/settings.ts";
import { callGraph, callGraphAs } from "./graph.ts";
import { withoutSecrets } from "./repeated-secrets.ts";

let said = "";
let encode = (text: string) => JSON.stringify(text);
let asked: string | undefined;
const origin = serve((request, response) => {
  asked = request.url;
  response.writeHead(401).end(`{"error":{"code":190,"message":${encode(said)}}}`);
});

beforeAll(() => changeSettings({ WHATSAPP_API_URL: origin() }));

test("a token, an app secret and a verify token that Meta repeats are not kept", async () => {
  const { WHATSAPP_ACCESS_TOKEN, WHATSAPP_WEBHOOK_SECRET, WHATSAPP_VERIFY_TOKEN } = env();
  said = `Malformed access token ${WHATSAPP_ACCESS_TOKEN}, ${WHATSAPP_WEBHOOK_SECRET}, ${WHATSAPP_VERIFY_TOKEN}`;
  expect(await callGraph("GET", "100000000000001?fields=id")).toMatchObject({
    error: { code: 190, title: "Malformed access token [secret], [secret], [secret]" },
  });
});

test("nor is the secret in an app's own token", async () => {
  said = "Invalid appsecret of-an-app-0123456789";
  const caller = { token: "300000000000003|of-an-app-0123456789", appSecret: null };
  expect(await callGraphAs(caller, "GET", "300000000000003/subscriptions")).toMatchObject({
    error: { title: "Invalid appsecret [secret]" },
  });
});

describe("nor are they where Meta spells them otherwise", () => {
  const VERIFY_TOKEN = "ver/ify+Token/of-ours==";
  const further = "a-further-app-secret-0123456789";
  const inJson = (text: string) => JSON.stringify(text);
  const escaped = (text: string) =>
    `"${[...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}"`;
  const slashed = (text: string) => inJson(text).replaceAll("/", "\\/");
  const lower = (text: string) => encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase());

  beforeAll(() => {
    const file = join(mkdtempSync(join(tmpdir(), "secrets-")), "app-secrets");
    writeFileSync(file, `${further}\n`);
    changeSettings({ WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN, WHATSAPP_WEBHOOK_SECRET_FILE: file });
  });
  const title = async () => {
    const outcome = await callGraph("GET", "100000000000001?fields=id");
    return outcome.kind === "refused" ? outcome.error.title : outcome.kind;
  };

  test.for([
    ["escaped as JSON can", "test-access-token", escaped],
    ["with its slashes escaped", VERIFY_TOKEN, slashed],
    ["as a URL has it", encodeURIComponent(VERIFY_TOKEN), inJson],
    ["as a URL may have it, too", lower(VERIFY_TOKEN), inJson],
    ["with a letter encoded that needs it not", "%74est-access-token", inJson],
    ["a secret of the file", further, inJson],
  ] as const)("%s", async ([, secret, spell]) => {
    said = `Bad ${secret}.`;
    encode = spell;
    expect(await title()).toBe("Bad [secret].");
  });

  test("as the proof of the secret that came with the call", async () => {
    encode = inJson;
    said = "";
    await title();
    said = new URL(asked ?? "", "http://x.test").searchParams.get("appsecret_proof") ?? "";
    expect(said).toHaveLength(64);
    expect(await title()).toBe("[secret]");
  });
});

test("in the name of a field they are replaced as well, and what has no secret stays as it is", () => {
  const text = String.raw`{"a\u002dlong-secret":[1,null,{"kept":"50% of it"}]}`;
  expect(withoutSecrets(JSON.parse(text), text, ["a-long-secret", "short", null])).toEqual({
    "[secret]": [1, null, { kept: "50% of it" }],
  });
});
