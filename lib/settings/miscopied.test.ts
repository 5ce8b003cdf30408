import { expect, test } from "vitest";
import { environmentSchema } from "../env.ts";
import { problemsOf } from "../testing/settings.ts";

/** What may stand in quotation marks, or is only read where it means something. */
const MAY_BE_QUOTED = ["PLATFORM_NAME"];

test("every setting that was copied with its quotation marks is refused in production, by its name", () => {
  const names = Object.keys(environmentSchema.shape).filter((name) => !MAY_BE_QUOTED.includes(name));
  const isRefused = (name: string) =>
    problemsOf({ [name]: '"copied-with-its-quotes"' }).some((line) => line.startsWith(`${name} `));
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !isRefused(name))).toEqual([]);
});
