import { createConfig, lintFromString } from "@redocly/openapi-core";
import { type RulesetDefinition, Spectral } from "@stoplight/spectral-core";
import { oas } from "@stoplight/spectral-rulesets";
import { expect, test } from "vitest";
import { createApiDocument } from "./document.ts";

/** What doesn't fit us: a licence, a public contact and the address of a demo are the school's to name; some calls can't be refused. */
const REDOCLY_OFF = {
  "info-license": "off",
  "no-server-example.com": "off",
  "operation-4xx-response": "off",
} as const;

const source = () => JSON.stringify(createApiDocument());

async function lintByRedocly(source: string): Promise<string[]> {
  const config = await createConfig({
    extends: ["recommended"],
    rules: {
      ...REDOCLY_OFF,
      "no-invalid-media-type-examples": "error",
      "no-invalid-schema-examples": "error",
    },
  });
  const problems = await lintFromString({ source, config });
  return problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`);
}

async function lintBySpectral(document: object): Promise<string[]> {
  const spectral = new Spectral();
  // Redocly checks the examples in a quarter of the time, and doesn't take those inside of an example for those of a schema.
  const off = {
    "info-contact": "off",
    "oas3-valid-media-example": "off",
    "oas3-valid-schema-example": "off",
  } as const;
  // Their types disagree over the severity of a rule.
  spectral.setRuleset({ extends: [oas as RulesetDefinition], rules: off });
  const findings = await spectral.run({ ...document });
  return findings.map(({ code, path, message }) => `${code} ${path.join(".")}: ${message}`);
}

test("Spectral finds nothing in the document", async () => {
  expect(await lintBySpectral(JSON.parse(source()))).toEqual([]);
});

test("Redocly finds nothing in the document, whose examples fit their schemas", async () => {
  expect(await lintByRedocly(source())).toEqual([]);
});

test("an example that doesn't fit its schema any more is found", async () => {
  const spoilt = source().replace('"example":{"is_linked":true,', '"example":{"is_linked":"yes",');
  expect(spoilt).not.toBe(source());
  expect(await lintByRedocly(spoilt)).toEqual([
    expect.stringMatching(/^no-invalid-media-type-examples .*whatsapp~1status.*is_linked/),
  ]);
});
