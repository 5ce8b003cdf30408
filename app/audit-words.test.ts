import { describe, expect, test } from "vitest";
import { type AuditEntry, wordsFor } from "./audit-words.ts";

function event(fields: Partial<AuditEntry>): AuditEntry {
  const nothing = { actor: null, account: null, whatsapp: null, address: null, details: {} };
  return { id: "1", at: "2026-11-27T12:00:00Z", action: "linked", ...nothing, ...fields };
}

const ines = { name: "Ines Costa", email: "ines@example.com" };

describe("what happened, in words", () => {
  test.for<[words: string, fields: Partial<AuditEntry>]>([
    [
      "Role changed from student to admin",
      { action: "role_changed", details: { from: "student", to: "admin" } },
    ],
    ["Added as admin", { action: "role_changed", details: { to: "admin" } }],
    [
      "Not allowed · only admins can do this to staff",
      { action: "denied", details: { reason: "higher_role" } },
    ],
    [
      "Not allowed to unlink somebody · only admins can do this to staff",
      {
        action: "denied",
        details: { reason: "higher_role", method: "DELETE", path: "/api/whatsapp/people/1/link" },
      },
    ],
    [
      "Not allowed to open the console · their role doesn’t allow it",
      { action: "denied", details: { reason: "insufficient_role", method: "GET", path: "/admin/audit" } },
    ],
    [
      "Not allowed to open Health · their role doesn’t allow it",
      { action: "denied", details: { reason: "insufficient_role", method: "GET", path: "/admin/health" } },
    ],
    [
      "Not allowed to open Set-up · their role doesn’t allow it",
      { action: "denied", details: { reason: "insufficient_role", method: "GET", path: "/admin/set-up" } },
    ],
    ["Asked to sign in again", { action: "denied", details: { reason: "sign_in_again" } }],
    [
      "Asked to sign in again to link",
      {
        action: "denied",
        details: { reason: "sign_in_again", method: "POST", path: "/api/whatsapp/link/invitation" },
      },
    ],
    ["Signed out everywhere", { action: "sessions_ended", details: { reason: "asked_for" } }],
    [
      "Signed out everywhere · the password was changed",
      { action: "sessions_ended", details: { reason: "password_changed" } },
    ],
    ["Message sent again", { action: "resent" }],
    ["Set-up fixed: fields", { action: "set_up_repaired", details: { check: "fields" } }],
    [
      "Set-up fixed: Webhook fields",
      { action: "set_up_repaired", details: { check: "fields", name: "Webhook fields" } },
    ],
    [
      "Set-up changed, but not fixed: Callback",
      {
        action: "set_up_repaired",
        details: { check: "callback", name: "Callback", stopped_by: "Meta refused." },
      },
    ],
    ["Linked · +15551234567 · Profile name: “Rosa”", { whatsapp: { name: "Rosa", phone: "+15551234567" } }],
    ["Linked · Profile name: “Rosa”", { whatsapp: { name: "Rosa", phone: null } }],
    ["something_of_tomorrow", { action: "something_of_tomorrow" }],
  ])("%s", ([words, fields]) => {
    expect(wordsFor(event(fields)).title).toBe(words);
  });
});

describe("by whom and from where", () => {
  test.for<[words: string, fields: Partial<AuditEntry>]>([
    ["In the chat", {}],
    ["Ines Costa", { actor: ines }],
    ["Ines Costa, from 192.0.2.1", { actor: ines, address: "192.0.2.1" }],
    ["From 192.0.2.1", { action: "sign_in_refused", address: "192.0.2.1" }],
    ["", { action: "sign_in_refused" }],
    ["", { action: "denied" }],
    ["By the school’s sign-in, a command or in the database", { action: "role_changed" }],
  ])("%j", ([words, fields]) => {
    expect(wordsFor(event(fields)).by).toBe(words);
  });
});
