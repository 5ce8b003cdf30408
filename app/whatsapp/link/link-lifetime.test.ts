import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { db } from "#lib/db";
import { test } from "#lib/testing/fixtures";
import { newStudent, type Student } from "#lib/testing/students";
import { linkCookie } from "./cookie.ts";
import { refusalFor } from "./refusals.ts";

vi.mock("#lib/linking/link-lifetime", () => ({ LINK_LIFETIME_MINUTES: 90 }));

const root = join(import.meta.dirname, "../../..");

/** Where the product's texts stand. */
const PLACES = ["app", "components", "lib", "pages", "public"];

/** A text that spells how long a link works instead of saying what the constant does. */
const SPELLED = /\blinks?\b[^"'`]*\b(?:(?:1|one|an) hour|(?:60|sixty) minutes)\b/i;

/** The lines of a folder's sources, without comments. */
function listCode(place: string): { path: string; line: string }[] {
  return readdirSync(join(root, place), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(tsx?|js)$/.test(name) && !name.includes(".test."))
    .flatMap((name) => {
      const lines = readFileSync(join(root, place, name), "utf8").split("\n");
      return lines.map((line) => ({ path: `${place}/${name}`, line }));
    })
    .filter(({ line }) => !/^\s*(\/?\*|\/\/)/.test(line));
}

async function lifetimes(student: Student): Promise<number[]> {
  const [row] = await db().$queryRaw<{ token: number; person: number }[]>`
    select extract(epoch from token.expires_at - token.issued_at)::float / 60 as token,
      extract(epoch from person.link_token_expires_at - token.issued_at)::float / 60 as person
    from link_tokens token join whatsapp_users person on person.id = token.whatsapp_user_id
    where person.whatsapp_phone = ${student.phone}`;
  return row ? [row.token, row.person] : [];
}

test("a token lives as long as its one constant says, and the chat says so", async () => {
  const student = newStudent();
  const [reply] = await student.say("link");
  expect(await lifetimes(student)).toEqual([90, 90]);
  expect(reply).toContain("This link expires in 90 minutes.");
});

test("the cookie that keeps an opened link lives as long, and the page says how long links work", () => {
  expect(linkCookie("token", true).maxAge).toBe(90 * 60);
  expect(refusalFor("link_expired").words).toContain("Links work for 90 minutes.");
});

test("no text spells how long a link works", () => {
  const spelled = PLACES.flatMap(listCode).filter(({ line }) => SPELLED.test(line));
  expect(spelled).toEqual([]);
});
