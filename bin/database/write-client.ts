import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { projectPath } from "../project.ts";
import { runCommand } from "../run-command.ts";

// As ES modules these two cannot be loaded by Node: what they import has no file endings.
const require = createRequire(import.meta.url);
const {
  getDMMF,
  PrismaClientTsGenerator,
}: typeof import("@prisma/client-generator-ts") = require("@prisma/client-generator-ts");
const { getConfig }: typeof import("@prisma/internals") = require("@prisma/internals");
const { version }: { version: string } = require("@prisma/client/package.json");

/** Writes Prisma's client for prisma/schema.prisma, as `prisma generate` does: with its generator, without its 210 MB of tools. */
async function writeClient(): Promise<void> {
  const schemaPath = projectPath("prisma", "schema.prisma");
  const datamodel = readFileSync(schemaPath, "utf8");
  const files: [string, string][] = [[schemaPath, datamodel]];
  const { generators, datasources } = await getConfig({ datamodel: files });
  const [generator] = generators;
  if (!generator) throw new Error("prisma/schema.prisma names no generator.");
  const dmmf = await getDMMF({ datamodel: files });
  await new PrismaClientTsGenerator().generate({
    generator: { ...generator, output: { value: projectPath("prisma", "generated"), fromEnvVar: null } },
    otherGenerators: [],
    schemaPath,
    datamodel,
    dmmf,
    datasources,
    binaryPaths: {},
    version,
  });
}

await runCommand(writeClient);
