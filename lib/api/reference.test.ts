import { expect, test } from "vitest";
import { findReferenceAsset, REFERENCE_ASSETS } from "./reference-assets.ts";
import { REFERENCE_POLICY, renderReferencePage } from "./reference-page.ts";

test.each(REFERENCE_ASSETS)("%s is there, with its encoding, for a page without a network", async (name) => {
  const asset = await findReferenceAsset(name);
  expect(asset?.contentType).toMatch(/^text\/(css|javascript); charset=utf-8$/);
  expect(asset?.bytes.length).toBeGreaterThan(200);
});

test.each(["index.html", "../package.json", "..%2F..%2F.env", "swagger-ui-bundle.js.map", "/etc/passwd", ""])(
  "no other file is given out: %s",
  async (name) => {
    expect(await findReferenceAsset(name)).toBeNull();
  },
);

test("the page needs no exception from its policy: no inline script or style, nothing from elsewhere", async () => {
  const html = await renderReferencePage();
  expect(REFERENCE_POLICY).not.toContain("unsafe");
  expect(html).toContain("<title>YeeBitz Connect API</title>");
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bon\w+=|(src|href)="https?:\/\//);
});

test("the three calls of the quick start are in the page itself, above what its scripts show", async () => {
  const [before = ""] = (await renderReferencePage()).split('<div id="reference"');
  expect(before.match(/<h3>.*?<\/h3>/g)).toHaveLength(3);
  for (const path of ["/api/auth/token", "/api/whatsapp/send", "/api/whatsapp/messages"])
    expect(before).toContain(`http://localhost:3000${path}`);
  expect(before).not.toContain("swagger-ui");
});

test("the page asks for its files by version, so that they can be kept for ever", async () => {
  const html = await renderReferencePage();
  for (const name of REFERENCE_ASSETS) {
    const { version } = (await findReferenceAsset(name)) ?? {};
    expect(html).toContain(`/api/docs/${name}?v=${version}`);
  }
});
