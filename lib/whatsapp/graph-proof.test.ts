import { mkdtempSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { serve } from "../testing/serve.ts";
import { changeSettings } from "../testing/settings.ts";
import { proofOf } from "./app-secret-proof.ts";
import { callGraph } from "./graph.ts";

let respondTo: RequestListener = () => {};
const origin = serve((request, response) => respondTo(request, response));

beforeAll(() => changeSettings({ WHATSAPP_API_URL: origin() }));

describe("the proof of the app's secret", () => {
  const asked: string[] = [];
  const proofIn = (url = "") => new URL(url, "http://x.test").searchParams.get("appsecret_proof");

  test("goes with each call", async () => {
    respondTo = (request, response) => {
      asked.push(proofIn(request.url) ?? "none");
      response.end("{}");
    };
    await callGraph("GET", "1?fields=id");
    expect(asked).toEqual([proofOf("test-access-token", "test-app-secret-0123456789")]);
  });

  test("is made anew with the next secret where Meta refuses it while they are being changed, and then stays with that", async () => {
    const secret = "the-new-app-secret-0123456789";
    const file = join(mkdtempSync(join(tmpdir(), "secrets-")), "app-secrets");
    writeFileSync(file, `${secret}\n`);
    changeSettings({ WHATSAPP_WEBHOOK_SECRET_FILE: file });
    const right = proofOf("test-access-token", secret);
    let refused = 0;
    respondTo = (request, response) => {
      if (proofIn(request.url) === right) return response.end('{"id":"1"}');
      refused += 1;
      const error = { code: 100, message: "Invalid appsecret_proof provided in the API argument" };
      response.writeHead(400).end(JSON.stringify({ error }));
    };
    expect(await callGraph("GET", "1?fields=id")).toEqual({ kind: "succeeded", body: { id: "1" } });
    expect(await callGraph("GET", "1?fields=id")).toMatchObject({ kind: "succeeded" });
    expect(refused).toBe(1);
  });
});
