import type { Repaired, Report } from "#lib/health/doctor/doctor";
import type { Light } from "#lib/health/doctor/finding";
import { type Piece, say } from "./console.ts";
import { openDatabase } from "./database/open-database.ts";
import { printable } from "./printable.ts";
import { runCommand } from "./run-command.ts";
import { adviceFor } from "./settings/prepare-settings.ts";
import { listProblems, readGiven, readSettings, type Settings } from "./settings/settings.ts";
import { findKeptFault } from "./tunnel/kept.ts";
import { throughTunnel } from "./tunnel/tunnel-settings.ts";

const LIGHTS: Record<Light, { sign: string; color: "green" | "yellow" | "red" | "gray"; words: string }> = {
  green: { sign: "✓", color: "green", words: "fine" },
  yellow: { sign: "!", color: "yellow", words: "to check" },
  red: { sign: "✗", color: "red", words: "broken" },
  unknown: { sign: "?", color: "gray", words: "can’t tell" },
};

const FIXES = "npm run doctor -- --fix does it for you.";

/** One check as lines for a terminal: its light, what it found, and how to mend it. */
function linesOf({ light, name, says, why, mend, canRepair }: Report): Piece[][] {
  const { sign, color } = LIGHTS[light];
  const isWrong = light === "red" || light === "yellow";
  const indent = "".padEnd(24);
  return [
    [{ text: sign, style: color }, " ", { text: name.padEnd(22), style: "bold" }, says],
    ...(isWrong ? [[indent, { text: why, style: "dim" } as const]] : []),
    ...(mend ? [[`${indent}→ ${canRepair ? `${FIXES} By hand: ` : ""}${mend}`]] : []),
  ];
}

/** Everything as JSON that may be printed, also once it is read. */
function jsonOf(found: object): string {
  return JSON.stringify(found, (_, value) => (typeof value === "string" ? printable(value) : value), 2);
}

/** How many checks have which light, in one line. */
function summaryOf(reports: readonly Report[]): string {
  const lights: Light[] = ["red", "yellow", "unknown", "green"];
  const counts = lights.flatMap((light) => {
    const count = reports.filter((report) => report.light === light).length;
    return count > 0 ? `${count} ${LIGHTS[light].words}` : [];
  });
  return `${counts.join(", ")}.`;
}

/** What the doctor says where the settings keep everything else from being asked. */
function reportOfSettings(problems: string[]): Report {
  return {
    id: "settings",
    name: "Settings",
    why: "Everything else depends on them.",
    light: "red",
    says: problems.join(" "),
    mend: [
      "Correct them in .env or in the environment, then run npm run doctor again.",
      ...adviceFor(problems),
    ].join(" "),
    canRepair: false,
  };
}

/** What the doctor says where it isn't known any more what a tunnel has changed; nothing otherwise. */
function reportsOfTunnel(dataDir: string): Report[] {
  const fault = findKeptFault(dataDir);
  if (!fault) return [];
  return [
    {
      id: "tunnel",
      name: "Tunnel",
      why: "It says which callback the number had before the tunnel, and gets back.",
      light: "yellow",
      says: fault,
      mend: "See the check of the callback for where messages go now.",
      canRepair: false,
    },
  ];
}

function printRepairs(repaired: readonly Repaired[]): void {
  for (const { name, done, says } of repaired)
    say(done ? { text: "fixed", style: "green" } : { text: "failed", style: "red" }, ` ${name}: ${says}`);
  if (repaired.some(({ done }) => done)) say("It can take a few minutes until Meta shows the changes.");
}

async function examineProduct(settings: Settings, isFixing: boolean) {
  // Where it cannot be opened, the check of the database says so.
  const database = await openDatabase(settings).catch(() => null);
  try {
    Object.assign(process.env, settings.variables, database ? { DATABASE_URL: database.databaseUrl } : {}, {
      LOG_LEVEL: "silent",
    });
    // Loaded late: what they read from the environment is only there by now.
    const { examine, repair } = await import("#lib/health/doctor/doctor");
    const { disconnect, waitPatiently } = await import("#lib/db");
    waitPatiently();
    try {
      const found = await examine();
      const repaired = isFixing ? await repair(found) : [];
      return { reports: repaired.length > 0 ? await examine() : found, repaired };
    } finally {
      await disconnect();
    }
  } finally {
    await database?.stop();
  }
}

async function run(): Promise<void> {
  const words = process.argv.slice(2);
  const settings = readSettings("development", await throughTunnel(readGiven()));
  const problems = listProblems(settings);
  const { reports: found, repaired } =
    problems.length > 0
      ? { reports: [reportOfSettings(problems)], repaired: [] }
      : await examineProduct(settings, words.includes("--fix"));
  const reports = [...found, ...reportsOfTunnel(settings.dataDir)];
  if (words.includes("--json")) say(jsonOf({ checks: reports, repaired }));
  else {
    for (const line of reports.flatMap(linesOf)) say(...line);
    say();
    printRepairs(repaired);
    say(summaryOf(reports));
    if (reports.some(({ canRepair }) => canRepair) && repaired.length === 0)
      say("npm run doctor -- --fix fixes what it can.");
  }
  process.exitCode = reports.some(({ light }) => light === "red") ? 1 : 0;
}

if (import.meta.main) await runCommand(run);
