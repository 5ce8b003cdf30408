import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { environmentSchema } from "../../lib/env.ts";
import packageFile from "../../package.json" with { type: "json" };
import { projectPath } from "../project.ts";
import { read } from "./documents.ts";

const UNITS = readdirSync(projectPath("deploy", "systemd")).map((name) => `deploy/systemd/${name}`);
const CODE = ["Dockerfile", "compose.yaml", ...UNITS];

/** Settings of Connect, and the few of our own files' that only they know. */
const KNOWN = [
  ...Object.keys(environmentSchema.shape),
  "DATA_DIR",
  "PATH",
  "HOME",
  "CONNECT_DOMAIN",
  "CONNECT_BIND",
  "CONNECT_WEB_1",
  "CONNECT_WEB_2",
  "POSTGRES_USER",
  "POSTGRES_DB",
  "POSTGRES_PASSWORD",
  "PGPASSWORD",
];

test("the image, compose, the units and the proxies name only settings that there are", () => {
  for (const path of [...CODE, "deploy/Caddyfile", "deploy/haproxy.cfg"]) {
    const lines = read(path).replaceAll(/^\s*#.*$/gm, "");
    const named = [
      ...lines.matchAll(/\b([A-Z][A-Z\d]*(?:_[A-Z\d]+)+|PORT|HOST|HOME|PATH)\b(?=[=:\]}"[ ]|$)/gm),
    ];
    const names = [...new Set(named.map(([, name = ""]) => name))];
    expect([path, names.filter((name) => !KNOWN.includes(name) && !/^(CAP|AF)_/.test(name))]).toEqual([
      path,
      [],
    ]);
  }
});

test("each of our files that they name is there", () => {
  for (const path of CODE) {
    const named =
      read(path).match(/(?<![\w/.])(?:\.\/)?(?:bin|deploy|lib|server|worker)\/[\w./@-]+\w/g) ?? [];
    expect([path, named.filter((name) => !existsSync(projectPath(name)))]).toEqual([path, []]);
  }
  const kept = [...read(".dockerignore").matchAll(/^!(.+)$/gm)].map(([, name = ""]) => name);
  expect(kept.filter((name) => !existsSync(projectPath(name)))).toEqual([]);
});

test("the image drops only packages that we depend on", () => {
  const dropped = [...read("Dockerfile").matchAll(/^ +dependencies\.(\S+)/gm)].map(([, name = ""]) => name);
  expect(dropped.length).toBeGreaterThan(5);
  expect(dropped.filter((name) => !Object.hasOwn(packageFile.dependencies, name))).toEqual([]);
});

test("what is built into the image is what its build is checked against, and no secret", () => {
  const kept = read(".dockerignore");
  expect(kept).toMatch(/^\*$/m);
  expect(kept).not.toMatch(/^!\.env/m);
  expect(read("Dockerfile")).toMatch(/^USER \d+:\d+$/m);
});

test("no proxy of ours writes the token of a link into a log", () => {
  expect(read("deploy/haproxy.cfg")).not.toMatch(/^\s*(log|option (http|tcp)log)\b/m);
  expect(read("deploy/Caddyfile")).toMatch(/fields \{\s+request delete\s+\}/);
  expect(read("deploy/Caddyfile").match(/\blog\b/g)).toHaveLength(2);
});

test("no proxy of ours tells the outside which of its servers is ready", () => {
  expect(read("deploy/haproxy.cfg")).toMatch(
    /^ +http-request return status 404 if \{ path.* \/health\/ready \}$/m,
  );
  expect(read("deploy/Caddyfile")).toMatch(/^\s+respond \/health\/ready\* 404$/m);
  expect(read("docs/deploy.md")).toContain("location ^~ /health/ready { return 404; }");
});
