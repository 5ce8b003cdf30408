import { expect, test } from "@playwright/test";
import { addAccount, bearerOf } from "./accounts.ts";
import { ask } from "./raw.ts";

interface Operation {
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
}

/** What stands for a text, a number or a list, and is none that anybody should take. */
const TEXTS = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ufeff",
  "\u202e",
  "%",
  "_",
  "\\",
  "'; drop table users; --",
  "{{7*7}}",
  "../../etc/passwd",
  "__proto__",
  "x".repeat(5000),
  "😀".repeat(500),
  "-1",
  "1e999",
  "99999999999999999999",
  "0x10",
  "NaN",
];
const JSONS = [
  "",
  "null",
  "true",
  "[]",
  "{}",
  '"x"',
  "1e999",
  "{",
  '{"__proto__":{"role":"admin"}}',
  '{"constructor":{"prototype":{"x":1}}}',
  "[".repeat(50_000),
  `${"[".repeat(49_000)}${"]".repeat(49_000)}`,
  `${'{"a":'.repeat(16_000)}1${"}".repeat(16_000)}`,
  `{${Array.from({ length: 8000 }, (_, at) => `"k${at}":1`).join(",")}}`,
  "x".repeat(100_001),
];
/** In place of a member's value. */
const VALUES = [
  "null",
  "true",
  "-1",
  "1e999",
  "[]",
  "{}",
  "[[]]",
  '""',
  '"\\u0000"',
  '"a\\u0000"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  `"${"x".repeat(50_000)}"`,
  `"${"😀".repeat(9000)}"`,
  '[{"\\u0000":1}]',
  '[{"type":"body","parameters":[{"type":"text","text":"\\u0000"}]}]',
  '[{"type":"body","parameters":[{"type":"text","te\\u0000xt":"a"}]}]',
  `[${Array.from({ length: 30 }, () => '{"type":"body"}').join(",")}]`,
];

test("no call of the API with whatever input returns a fault of ours", async () => {
  const admin = await addAccount("admin", "Ada Scan");
  let authorization = "";
  const { paths, components } = JSON.parse((await ask("GET", "/api/openapi.json")).body);
  const faults: string[] = [];
  const tryOne = async (method: string, path: string, body?: string, headers = {}) => {
    const { status } = await ask(
      method,
      path,
      { authorization, "content-type": "application/json", ...headers },
      body,
    );
    if (status >= 500) faults.push(`${status} ${method} ${path.slice(0, 80)} ${body?.slice(0, 80) ?? ""}`);
    return status;
  };
  for (const [template, methods] of Object.entries<Record<string, Operation>>(paths)) {
    // Signing in and out have limits and pages of their own.
    if (template.startsWith("/api/auth/") && template !== "/api/auth/token") continue;
    for (const [name, operation] of Object.entries(methods)) {
      const method = name.toUpperCase();
      // Anew for each, since some of them end it.
      authorization = `Bearer ${await bearerOf(admin)}`;
      const path = template.replaceAll(/\{\w+\}/g, "4711");
      if (template.includes("{"))
        for (const text of TEXTS)
          await tryOne(method, template.replaceAll(/\{\w+\}/g, encodeURIComponent(text) || "%20"));
      for (const parameter of operation.parameters ?? []) {
        if (parameter.in === "query") {
          for (const text of TEXTS)
            await tryOne(method, `${path}?${parameter.name}=${encodeURIComponent(text)}`);
          await tryOne(method, `${path}?${parameter.name}=1&${parameter.name}=2`);
          await tryOne(method, `${path}?${parameter.name}[]=1`);
          await tryOne(method, `${path}?${parameter.name}=%ff%fe`);
        }
      }
      await tryOne(method, `${path}?surprise=%00`);
      const { $ref = "" } = operation.requestBody?.content["application/json"]?.schema ?? {};
      const members = Object.keys(components.schemas[$ref.split("/").at(-1) ?? ""]?.properties ?? {});
      if (operation.requestBody) for (const json of JSONS) await tryOne(method, path, json);
      for (const member of members)
        for (const value of VALUES) {
          const to = member === "to" ? {} : { to: "+15550100001" };
          const others = path.endsWith("/send") ? { ...to, message_type: "text", text: "x" } : {};
          const body = JSON.stringify({ ...others, [member]: "HERE" }).replace('"HERE"', value);
          const status = await tryOne(method, path, body, {
            "idempotency-key": `scan-${member}-${value.length}`,
          });
          if (value.includes("\\u0000") && ![401, 429].includes(status))
            expect(status, `${path} ${body.slice(0, 80)}`).toBe(422);
        }
    }
  }
  expect(faults).toEqual([]);
});

test("a key that could be none is refused, whatever it is", async () => {
  const bearer = { authorization: `Bearer ${await bearerOf(await addAccount("instructor", "Ida Scan"))}` };
  const body = JSON.stringify({ to: "+15550100001", text: "x" });
  for (const key of [" ", "a b", "\u00ff", "x".repeat(256), "k\u0080"]) {
    const { status } = await ask("POST", "/api/whatsapp/send", { ...bearer, "idempotency-key": key }, body);
    expect(status, JSON.stringify(key)).toBe(400);
  }
});
