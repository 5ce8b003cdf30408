import { expect, test } from "vitest";
import { serve } from "../testing/serve.ts";
import { requestJson } from "./graph-http.ts";

const ports = new Set<number | undefined>();
const origin = serve((request, response) => {
  ports.add(request.socket.remotePort);
  response.writeHead(200).end("{}");
});

test("many calls over one kept connection leave nothing behind on it", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on("warning", note);
  const url = new URL(origin());
  for (let call = 0; call < 15; call++)
    expect(await requestJson(url, { method: "POST", token: "EAA", body: {} })).toMatchObject({ status: 200 });
  process.off("warning", note);
  expect(ports.size).toBe(1);
  expect(warnings).toEqual([]);
});
