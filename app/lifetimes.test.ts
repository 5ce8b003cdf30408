import { decodeJwt } from "jose";
import { describe, expect, vi } from "vitest";
import { createApiDocument } from "#lib/api/document";
import { issueApiToken } from "#lib/auth/api-tokens";
import { oldSignIn, staleSignIn } from "#lib/auth/sessions/stale-sign-in";
import { db } from "#lib/db";
import { invite } from "#lib/linking/invitations";
import { createAccount } from "#lib/testing/accounts";
import { test } from "#lib/testing/fixtures";
import { newStudent } from "#lib/testing/students";
import { reasonToSignIn } from "./login/reason.ts";
import { linkCookie } from "./whatsapp/link/cookie.ts";
import { refusalFor } from "./whatsapp/link/refusals.ts";

vi.mock("#lib/lifetimes", () => ({
  LINK_LIFETIME_MINUTES: 90,
  CODE_LIFETIME_MINUTES: 7,
  OUTCOME_KNOWN_MINUTES: 45,
  INVITATION_LIFETIME_MINUTES: 13,
  ENDED_LINK_MINUTES: 180,
  API_TOKEN_LIFETIME_MINUTES: 21,
  SESSION_LIFETIME_MINUTES: 2000,
  RECENT_SIGN_IN_MINUTES: 600,
  FRESH_SIGN_IN_MINUTES: 3,
  RESEND_AFTER_MINUTES: 17,
  REPLY_LIFETIME_MINUTES: 19,
  SECRET_LIFETIME_MINUTES: 12,
  STAFF_LIFETIME_MINUTES: 300,
  SEND_KEY_LIFETIME_MINUTES: 240,
  LINK_PAUSE_MINUTES: 8,
  WRONG_CODES_PAUSE_MINUTES: 11,
}));

test("a token lives as long as its one constant says, and the chat says so", async () => {
  const student = newStudent();
  const [reply] = await student.say("link");
  const rows = await db().$queryRaw`
    select extract(epoch from token.expires_at - token.issued_at)::float / 60 as token,
      extract(epoch from person.link_token_expires_at - token.issued_at)::float / 60 as person
    from link_tokens token join whatsapp_users person on person.id = token.whatsapp_user_id
    where person.whatsapp_phone = ${student.phone}`;
  expect(rows).toEqual([{ token: 90, person: 90 }]);
  expect(reply).toContain("This link expires in 90 minutes.");
});

test("the cookie that keeps an opened link lives as long, and the page says how long links work", () => {
  expect(linkCookie("token", true).maxAge).toBe(90 * 60);
  expect(refusalFor("link_expired").words).toContain("Links work for 90 minutes.");
});

test("the page says how long the six digits work", () => {
  expect(refusalFor("code_expired").words).toContain("The six digits work for 7 minutes.");
});

test("a code from the settings page works as long as its constant says, and the chat says so", async () => {
  const { expiresAt } = await invite(await createAccount());
  const minutes = (expiresAt.getTime() - Date.now()) / 60_000;
  expect(Math.round(minutes)).toBe(13);
  expect(await newStudent().say("link ABCD-EFG2")).toEqual([expect.stringContaining("and for 13 minutes.")]);
});

test("who sent too many wrong codes is told to wait as long as the constant says", async () => {
  const replies = await newStudent().say(...Array.from({ length: 6 }, () => "link ABCD-EFG2"));
  expect(replies.at(-1)).toContain("Please wait 11 minutes");
});

test("a Bearer token works as long as its constant says", async () => {
  const { exp = 0, iat = 0 } = decodeJwt(await issueApiToken((await createAccount()).id));
  expect(exp - iat).toBe(21 * 60);
});

test("people are told how long ago they signed in", () => {
  expect([oldSignIn().message, staleSignIn().message]).toEqual([
    expect.stringContaining("more than 10 hours ago"),
    expect.stringContaining("more than 3 minutes ago"),
  ]);
  expect(reasonToSignIn("/settings", "YeeBitz", "old").words).toContain("more than 10 hours ago");
  expect(reasonToSignIn("/settings", "YeeBitz", "recent").words).toContain("more than 3 minutes ago");
});

describe("the API's documentation says", () => {
  test.for([
    "a code that works once, for 13 minutes",
    "within 3 hours of losing a link",
    "a sign-in within the last 3 minutes",
    "nothing was confirmed in the last 45 minutes",
    "ends after 21 minutes",
    "from 17 minutes after the last try",
    "For 4 hours, the same key",
    "more than 10 hours ago",
  ])("%s", (words) => {
    expect(JSON.stringify(createApiDocument())).toContain(words);
  });
});
