import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectPath } from "../project.ts";

const BIOME = projectPath("node_modules", "@biomejs", "biome", "bin", "biome");

const folder = mkdtempSync(join(tmpdir(), "walls-"));
let report = "";

/** Where a planted import lies: a file of its own beside others of its folder. */
const fileOf = (path: string, specifier: string) =>
  path.replace("planted", `planted-${specifier.replaceAll(/\W+/g, "-")}`);

const plant = ([path, specifier]: Plant) => {
  const file = join(folder, fileOf(path, specifier));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `import { planted } from "${specifier}";\n\nexport const used = planted;\n`);
};

type Plant = [path: string, specifier: string];

const REFUSED: Plant[] = [
  ["lib/planted.ts", "./outbox/send.ts"],
  ["lib/planted.ts", "react"],
  ["lib/database/planted.ts", "../people/people.ts"],
  ["lib/settings/planted.ts", "../inbox/inbox.ts"],
  ["lib/requests/planted.ts", "../auth/accounts.ts"],
  ["lib/requests/planted.ts", "next/server"],
  ["lib/whatsapp/planted.ts", "../people/people.ts"],
  ["lib/whatsapp/webhook/planted.ts", "../../inbox/inbox.ts"],
  ["lib/auth/planted.ts", "../linking/links.ts"],
  ["lib/auth/sessions/planted.ts", "../../people/people.ts"],
  ["lib/people/planted.ts", "../linking/links.ts"],
  ["lib/people/planted.ts", "../outbox/send.ts"],
  ["lib/audit/planted.ts", "../auth/accounts.ts"],
  ["lib/linking/planted.ts", "../outbox/send.ts"],
  ["lib/linking/planted.ts", "../bot/help.ts"],
  ["lib/templates/planted.ts", "../outbox/send.ts"],
  ["lib/outbox/planted.ts", "../inbox/inbox.ts"],
  ["lib/outbox/planted.ts", "../api/sending.ts"],
  ["lib/outbox/sending/planted.ts", "../../bot/help.ts"],
  ["lib/inbox/planted.ts", "../bot/help.ts"],
  ["lib/inbox/planted.ts", "../../app/page-account.ts"],
  ["lib/inbox/planted.ts", "../replies/commit.ts"],
  ["lib/bot/planted.ts", "../inbox/inbox.ts"],
  ["lib/bot/planted.ts", "../replies/commit.ts"],
  ["lib/replies/planted.ts", "../templates/templates.ts"],
  ["lib/bot/commands/planted.ts", "../../api/sending.ts"],
  ["lib/health/planted.ts", "../inbox/inbox.ts"],
  ["lib/api/planted.ts", "../linking/links.ts"],
  ["lib/api/operations/planted.ts", "next/server"],
  ["worker/planted.ts", "../server/main.ts"],
  ["worker/tasks/planted.ts", "next/server"],
  ["server/planted.ts", "../app/page-account.ts"],
  ["server/planted.ts", "#lib/bot/help"],
  ["app/planted.ts", "../worker/main.ts"],
  ["app/admin/planted.tsx", "../../bin/project.ts"],
  ["pages/planted.tsx", "../server/main.ts"],
  ["components/planted.tsx", "#lib/people/people"],
  ["components/planted.tsx", "../app/page-account.ts"],
  ["components/ui/planted.tsx", "#components/notice"],
  ["simulator/planted.ts", "#lib/whatsapp/client"],
  ["simulator/graph/planted.ts", "../../lib/db.ts"],
  ["bin/planted.ts", "../app/page-account.ts"],
  ["bin/start/planted.ts", "../../worker/main.ts"],
  ["prisma/planted.ts", "../app/page-account.ts"],
  ["bench/planted.ts", "../worker/main.ts"],
  ["prove/planted.ts", "../simulator/main.ts"],
  ["e2e/planted.ts", "#lib/outbox/send"],
];

const ALLOWED: Plant[] = [
  ["lib/outbox/planted.ts", "../people/people.ts"],
  ["lib/outbox/sending/planted.ts", "../send.ts"],
  ["lib/bot/commands/planted.ts", "../../linking/tokens.ts"],
  ["lib/replies/planted.ts", "../bot/help.ts"],
  ["lib/auth/sessions/planted.ts", "../accounts.ts"],
  ["app/planted.ts", "#lib/outbox/send"],
  ["worker/planted.ts", "#lib/bot/help"],
  ["simulator/planted.ts", "#lib/whatsapp/signature"],
  ["components/ui/planted.tsx", "#components/ui/button"],
];

beforeAll(() => {
  const settings = JSON.parse(readFileSync(projectPath("biome.json"), "utf8"));
  writeFileSync(
    join(folder, "biome.json"),
    JSON.stringify({ ...settings, $schema: undefined, vcs: undefined }),
  );
  for (const planted of [...REFUSED, ...ALLOWED]) plant(planted);
  const words = [
    "lint",
    "--only=style/noRestrictedImports",
    "--max-diagnostics=none",
    "--reporter=github",
    ".",
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [BIOME, ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  report = stdout + stderr;
});

afterAll(() => rmSync(folder, { recursive: true }));

const isRefused = (planted: Plant) =>
  report
    .split("\n")
    .some((line) => line.includes("noRestrictedImports") && line.includes(`/${fileOf(...planted)},`));

test.for(REFUSED)("%s may not import %s", (planted) => {
  expect(isRefused(planted)).toBe(true);
});

test.for(ALLOWED)("%s may import %s", (planted) => {
  expect(isRefused(planted)).toBe(false);
});
