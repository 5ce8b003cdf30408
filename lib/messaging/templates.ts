import { z } from "zod";
import type { MessageTemplate, Prisma } from "#prisma/generated/client";
import { db, pool, transaction } from "../db.ts";
import { log } from "../log.ts";
import { type ListedTemplate, listTemplates } from "../whatsapp/templates.ts";

/** The kept templates, and when Meta was last asked; null when it never was. */
export interface KeptTemplates {
  templates: ListedTemplate[];
  refreshedAt: Date | null;
}

/** How old the kept list must be to be asked for anew when a template does not fit it. */
const STALE_SECONDS = 60;

const components = z.array(z.unknown()).catch([]);

/** The templates as Meta last listed them, by name and language. */
export async function listKeptTemplates(): Promise<KeptTemplates> {
  const rows = await db().messageTemplate.findMany({ orderBy: [{ name: "asc" }, { language: "asc" }] });
  return {
    templates: rows.map(readTemplate),
    refreshedAt: rows[0]?.refreshedAt ?? null,
  };
}

/** A kept template, as Meta listed it. */
export function readTemplate({
  parameterFormat,
  components: kept,
  refreshedAt: _,
  ...row
}: MessageTemplate): ListedTemplate {
  return {
    ...row,
    parameterFormat: parameterFormat === "NAMED" ? "NAMED" : "POSITIONAL",
    components: components.parse(kept),
  };
}

/** Asks Meta for the templates, unless it was asked within the last minute: once for many that do not fit. Whether they are new. */
export async function refreshStaleTemplates(): Promise<boolean> {
  const { rows } = await pool().query<{ isStale: boolean }>(
    `select coalesce(max(refreshed_at) < now() - make_interval(secs => $1), true) as "isStale" from message_templates`,
    [STALE_SECONDS],
  );
  return rows[0]?.isStale === true && refreshTemplates();
}

/** Asks Meta for the templates and keeps them in place of those before; false, and no change, when it cannot be asked. */
export async function refreshTemplates(): Promise<boolean> {
  const listed = await listTemplates();
  if ("failure" in listed) {
    log().warn({ outcome: listed.failure.kind }, "the templates could not be listed");
    return false;
  }
  const refreshedAt = new Date();
  await transaction(async (tx) => {
    await tx.messageTemplate.deleteMany();
    await tx.messageTemplate.createMany({
      data: listed.templates.map(({ name, language, category, status, parameterFormat, components }) => ({
        name,
        language,
        category,
        status,
        parameterFormat,
        components: components as Prisma.InputJsonValue,
        refreshedAt,
      })),
      skipDuplicates: true,
    });
  });
  return true;
}
