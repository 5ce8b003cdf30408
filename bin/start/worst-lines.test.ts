import { expect, test } from "vitest";
import type { Report } from "#lib/health/doctor/doctor";
import { worstLines } from "./worst-lines.ts";

const found = (light: Report["light"], name: string): Report => ({
  id: name,
  name,
  light,
  says: `${name} was looked at.`,
  why: "",
  mend: null,
  canRepair: false,
});

test("the start names the three worst things, and how many more there are", () => {
  const reports = [
    found("yellow", "Templates"),
    found("green", "Worker"),
    found("unknown", "App is live"),
    found("red", "Callback"),
    found("yellow", "Proof"),
    found("yellow", "Number"),
  ];
  expect(worstLines(reports)).toEqual([
    "",
    "Set-up: not everything is right. npm run doctor tells you how to fix it.",
    "  ✗ Callback: Callback was looked at.",
    "  ! Templates: Templates was looked at.",
    "  ! Proof: Proof was looked at.",
    "  and 1 more",
    "",
  ]);
});

test("where nothing is wrong, the start says nothing of it", () => {
  expect(worstLines([found("green", "Worker"), found("unknown", "App is live")])).toEqual([]);
});
