import { randomInt } from "node:crypto";
import { type Browser, expect, type Page } from "@playwright/test";
import pg from "pg";
import { startThrowawayPostgres } from "../bin/database/throwaway-postgres.ts";
import { findPorts, makeDataDir, startStack } from "./stack.ts";

/** The product for one test alone, so that nothing else is sent while sending is stopped. */
export interface OwnProduct {
  /** Calls the simulator's control API. */
  control(method: string, path: string, body?: object): Promise<void>;
  /** Somebody new writes to the bot; their number. */
  write(text: string): Promise<string>;
  query(statement: string, values?: unknown[]): Promise<unknown[]>;
  /** A browser in which one of the demo's accounts has signed in. */
  signedIn(browser: Browser, role: "instructor" | "admin"): Promise<Page>;
  stop(): Promise<void>;
}

/** Starts it, with a PostgreSQL of its own. */
export async function startOwnProduct(): Promise<OwnProduct> {
  const postgres = await startThrowawayPostgres();
  const { dataDir, remove } = makeDataDir();
  const ports = await findPorts();
  const stack = await startStack({ ...ports, DATA_DIR: dataDir, DATABASE_URL: postgres.databaseUrl });
  const client = new pg.Client({ connectionString: postgres.databaseUrl });
  await client.connect();

  async function control(method: string, path: string, body?: object): Promise<{ id?: string }> {
    const response = await fetch(`${stack.simulatorUrl}/control/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    expect(response.ok, `${method} /control/${path}`).toBe(true);
    return (await response.json()) as { id?: string };
  }

  return {
    control: async (method, path, body) => {
      await control(method, path, body);
    },
    write: async (text) => {
      const phone = `+4917${randomInt(100_000_000, 1_000_000_000)}`;
      const { id } = await control("POST", "phones", { name: "Somebody", phone });
      await control("POST", `phones/${id}/send`, { type: "text", text });
      return phone;
    },
    query: async (statement, values) => (await client.query(statement, values)).rows,
    signedIn: async (browser, role) => {
      const context = await browser.newContext({ baseURL: stack.baseUrl, reducedMotion: "reduce" });
      const page = await context.newPage();
      await page.goto("/login");
      await page.getByRole("button", { name: `${role}@yeebitz.test` }).click();
      await expect(page.getByRole("heading", { name: "Console", exact: true })).toBeVisible();
      return page;
    },
    stop: async () => {
      await client.end();
      await stack.stop();
      await postgres.stop();
      remove();
    },
  };
}
