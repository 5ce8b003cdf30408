import { expect, test } from "vitest";
import type { Signs } from "./figures.ts";
import { listProblems } from "./problems.ts";

const now = new Date("2026-11-28T12:00:00Z");

const signs: Signs = {
  heartbeat: 1,
  unreadable: 0,
  failed: 0,
  doubled: 0,
  templatesAge: 60,
  templatesUnread: 0,
  clockLead: 0,
  openBreaker: null,
};

const well: Parameters<typeof listProblems>[0] = {
  channel: { state: "ok", says: null, since: null, waiting: 5 },
  incoming: { waiting: 1, isMore: false, since: new Date(now.getTime() - 1000) },
  signs,
  red: [],
  causes: [{ code: "131026", says: "Not on WhatsApp.", actor: "student", day: 9, week: 9 }],
  silent: 0,
};

test("where all is well there is no problem, even if messages wait or fail for reasons of their recipients", () => {
  expect(listProblems(well, now)).toEqual([]);
});

test("what is broken comes before what is to be looked at", () => {
  const causes = [{ code: "131042", says: "Pay.", actor: "admin" as const, day: 2, week: 2 }];
  const incoming = { waiting: 2, isMore: false, since: new Date(now.getTime() - 90_000) };
  const channel = { state: "late" as const, says: "Late.", since: now, waiting: 2 };
  const all = {
    channel,
    incoming,
    causes,
    silent: 3,
    red: [
      { id: "token", name: "Access token", says: "It ended." },
      { id: "callback", name: "Callback", says: "It isn’t ours." },
    ],
    signs: { ...signs, failed: 1, templatesAge: 7200, clockLead: -4 },
  };
  expect(listProblems(all, now).map(({ id, says }) => [id, says])).toEqual([
    ["set_up", "2 checks of the set-up are red: Access token, Callback."],
    ["clock", "The clocks of this server and of the database are 4 seconds apart."],
    ["late", "Late."],
    ["incoming", "2 events from WhatsApp have waited for more than a minute to be processed."],
    [
      "silent",
      "WhatsApp accepted 3 messages more than 10 minutes ago, and has told us nothing about them since.",
    ],
    ["failures", "2 messages failed in the last 24 hours for a reason that an admin can fix."],
    ["dead_letters", "1 event couldn’t be processed."],
    ["templates", "Our list of templates is 2 hours old."],
  ]);
});

test("clocks that differ are told once, also where the check of the database has found them", () => {
  const says = "The clocks of this server and of the database are 5 seconds apart.";
  const red = [{ id: "database", name: "Database", says }];
  const idsWith = (clockLead: number, found = red) =>
    listProblems({ ...well, red: found, signs: { ...signs, clockLead } }, now).map(({ id }) => id);
  expect(idsWith(9)).toEqual(["clock"]);
  expect(idsWith(1)).toEqual(["set_up"]);
  expect(idsWith(9, [{ id: "database", name: "Database", says: "It is away." }])).toEqual([
    "set_up",
    "clock",
  ]);
});

test("while sending is stopped or no worker runs, that comes first", () => {
  for (const state of ["stopped", "no_worker"] as const) {
    const channel = { state, says: "Nothing goes.", since: now, waiting: 2 };
    const found = listProblems({ ...well, channel, signs: { ...signs, clockLead: 9 } }, now);
    expect(found.map(({ id }) => id)).toEqual([state, "clock"]);
  }
});

test("while WhatsApp is down there’s nothing to do but wait, which comes after what there is to do at once", () => {
  const openBreaker = { reason: "outage" as const, errorKey: null, since: now };
  const channel = { state: "stopped" as const, says: "3 messages are waiting.", since: now, waiting: 3 };
  const facts = { ...well, channel, signs: { ...signs, openBreaker, clockLead: 9, failed: 1 } };
  expect(listProblems(facts, now).map(({ id, tone }) => [id, tone])).toEqual([
    ["clock", "bad"],
    ["outage", "wait"],
    ["dead_letters", "warning"],
  ]);
});

test("sending that stopped isn’t called well when nothing is left to wait for it", () => {
  const openBreaker = { reason: "token" as const, errorKey: null, since: now };
  const channel = { state: "stopped" as const, says: null, since: now, waiting: 0 };
  const found = listProblems({ ...well, channel, signs: { ...signs, openBreaker } }, now);
  expect(found).toMatchObject([
    { id: "idle", tone: "warning", says: expect.stringMatching(/^Sending stopped\. .*access token/) },
  ]);
});
