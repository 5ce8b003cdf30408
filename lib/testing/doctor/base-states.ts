import { vi } from "vitest";
import { changeSettings } from "../settings.ts";
import { away, server, sql } from "./here-faults.ts";
import { type StateCase, state } from "./scene.ts";

const LATEST = "(select max(started_at) from _prisma_migrations)";
const HTTPS = "https://connect.example.edu";

/** What the settings and the database can be like. */
export const BASE_STATES: StateCase[] = [
  state("settings", "green", "none", "All settings are complete", () =>
    changeSettings({ NEXTAUTH_URL: HTTPS, WHATSAPP_WEBHOOK_URL: `${HTTPS}/api/whatsapp/webhook` }),
  ),
  state("settings", "yellow", "no public address", "No public https address is set"),
  state("settings", "yellow", "an http address", "NEXTAUTH_URL isn’t an https address", () =>
    changeSettings({ WHATSAPP_WEBHOOK_URL: `${HTTPS}/api/whatsapp/webhook` }),
  ),
  state("database", "red", "clocks that differ", "are 60 seconds apart", () => {
    const now = Date.now.bind(Date);
    vi.spyOn(Date, "now").mockImplementation(() => now() - 59_500);
  }),
  state("database", "green", "none", "up to date and safe against power cuts"),
  state("database", "red", "it is away", "can’t be reached", away),
  state(
    "database",
    "red",
    "it is empty",
    "has none of our tables",
    sql("alter table _prisma_migrations rename to hidden_migrations"),
  ),
  state(
    "database",
    "red",
    "an old version",
    "PostgreSQL 14 is too old.",
    server({ server_version_num: "140012" }),
  ),
  state("database", "red", "fsync is off", "with fsync off", server({ fsync: "off" })),
  state(
    "database",
    "red",
    "full_page_writes is off",
    "with full_page_writes off",
    server({ full_page_writes: "off" }),
  ),
  state(
    "database",
    "red",
    "synchronous_commit is off",
    "with synchronous_commit off",
    server({ synchronous_commit: "off" }),
  ),
  state(
    "database",
    "red",
    "all three are off",
    "fsync, full_page_writes, and synchronous_commit off",
    server({ fsync: "off", full_page_writes: "off", synchronous_commit: "off" }),
  ),
  state(
    "database",
    "red",
    "a migration was cut short",
    "began and didn’t finish",
    sql(`update _prisma_migrations set finished_at = null where started_at = ${LATEST}`),
  ),
  state(
    "database",
    "red",
    "a migration is missing",
    "lacks 1 migration, from 2026",
    sql(`delete from _prisma_migrations where started_at = ${LATEST}`),
  ),
  state(
    "database",
    "red",
    "a migration was rolled back",
    "lacks 1 migration, from 2026",
    sql(`update _prisma_migrations set rolled_back_at = now() where started_at = ${LATEST}`),
  ),
  state(
    "database",
    "yellow",
    "a newer version’s migration",
    "A newer version of this program",
    sql(
      "insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('9', '', '20991231000000_later', now())",
    ),
  ),
];
