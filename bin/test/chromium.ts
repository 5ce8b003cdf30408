import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { say } from "../console.ts";
import { projectPath } from "../project.ts";

/** Chromium without a window takes a quarter less of the processor than one that only hides it. */
const SHELL = "chromium-headless-shell";

const NAMES = [SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function candidates(): string[] {
  const given = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const installed = NAMES.flatMap((name) => [...folders, "/usr/bin"].map((folder) => join(folder, name)));
  return [...(given ? [given] : []), chromium.executablePath(), ...installed, ...MAC].filter(Boolean);
}

function findChromium(): string | null {
  return candidates().find((path) => existsSync(path)) ?? null;
}

function succeeds(program: string, words: string[], seconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      stdio: "ignore",
      timeout: seconds * 1000,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}

async function installFromDebian(): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  if (await succeeds("apt-get", ["update"], 120)) {
    for (const name of [SHELL, "chromium"])
      if (await succeeds("apt-get", ["install", "-y", "--no-install-recommends", name], 600)) return;
  }
}

/** The path of a Chromium for the end-to-end tests: one that is there, else Playwright's download, else Debian's package. */
export async function findOrInstallChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  say("There is no Chromium here; installing one for the end-to-end tests…");
  const cli = projectPath("node_modules", "@playwright", "test", "cli.js");
  await succeeds(process.execPath, [cli, "install", "chromium"], 300);
  if (!findChromium()) await installFromDebian();
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    "The end-to-end tests need Chromium: install it (Debian: apt-get install chromium), or set PLAYWRIGHT_CHROMIUM_PATH.",
  );
}
