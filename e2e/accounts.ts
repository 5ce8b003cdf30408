import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import pg from "pg";
import { hashPassword } from "../lib/auth/passwords/passwords.ts";

/** A platform account that only one test uses. */
export interface Someone {
  id: string;
  email: string;
  name: string;
  password: string;
}

/** Runs one statement in the product's database. */
export async function query<Row extends pg.QueryResultRow>(
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** Enrols somebody new. */
export async function addAccount(role: "student" | "instructor" | "admin", name: string): Promise<Someone> {
  const password = `pass-${randomUUID()}`;
  const email = `${role}-${randomUUID().slice(0, 8)}@school.test`;
  const [row] = await query<{ id: string }>(
    "insert into users (email, name, role, password_hash) values ($1, $2, $3, $4) returning id",
    [email, name, role, await hashPassword(password)],
  );
  return { id: row?.id ?? "", email, name, password };
}

/** A Bearer token of an account. */
export async function bearerOf({ email, password }: Someone): Promise<string> {
  const response = await fetch(`${process.env.E2E_BASE_URL}/api/auth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  expect(response.status).toBe(200);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Fills in the sign-in form that is on the screen. */
export async function signIn(page: Page, { email, password }: Someone): Promise<void> {
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Calls an API with a Bearer token, or with none. */
export function call(method: string, path: string, bearer?: string, body?: unknown): Promise<Response> {
  return fetch(`${process.env.E2E_BASE_URL}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
    },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });
}
