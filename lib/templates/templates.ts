import { z } from "zod";
import type { MessageTemplate, Prisma } from "#prisma/generated/client";
import { db, pool, transaction } from "../db.ts";
import { env } from "../env.ts";
import { log } from "../log.ts";
import { sayFailure } from "../whatsapp/failure-words.ts";
import { listTemplates } from "../whatsapp/templates/list.ts";
import type { ListedTemplate } from "../whatsapp/templates/listed-template.ts";

/** The kept templates, when Meta listed them (null when it never did), and how many of them could not be read. */
export interface KeptTemplates {
  templates: ListedTemplate[];
  refreshedAt: Date | null;
  unread: number;
}

/** How old the kept list must be to be asked for anew when a template does not fit it. */
const STALE_SECONDS = 60;

const components = z.array(z.unknown()).catch([]);

/** The templates as Meta last listed them, by name and language. */
export async function listKeptTemplates(): Promise<KeptTemplates> {
  const [rows, list] = await Promise.all([
    db().messageTemplate.findMany({ orderBy: [{ name: "asc" }, { language: "asc" }] }),
    db().templateList.findUnique({ where: { businessAccountId: env().WHATSAPP_BUSINESS_ACCOUNT_ID } }),
  ]);
  return {
    templates: rows.map(readTemplate),
    refreshedAt: list?.refreshedAt ?? rows[0]?.refreshedAt ?? null,
    unread: list?.unread ?? 0,
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

let underWay: Promise<boolean> | undefined;

/**
 * Asks Meta for the templates and keeps those that can be read in place of those before; false, and no change, when it cannot be
 * asked. Who asks while a response is awaited shares it.
 */
export function refreshTemplates(): Promise<boolean> {
  underWay ??= askForTemplates().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

async function askForTemplates(): Promise<boolean> {
  const listed = await listTemplates();
  if ("failure" in listed) {
    const { failure } = listed;
    const words = `the templates could not be listed: ${sayFailure(failure)}. npm run doctor says more`;
    log().warn({ outcome: failure.kind }, words);
    return false;
  }
  const { unread } = listed;
  if (unread > 0) log().warn({ unread }, "templates could not be read and are left out");
  const refreshedAt = new Date();
  const businessAccountId = env().WHATSAPP_BUSINESS_ACCOUNT_ID;
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
    await tx.templateList.upsert({
      where: { businessAccountId },
      create: { businessAccountId, refreshedAt, unread },
      update: { refreshedAt, unread },
    });
  });
  return true;
}
