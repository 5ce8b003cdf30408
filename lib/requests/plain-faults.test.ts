import { expect, test } from "vitest";
import { z } from "zod";
import { plainFault } from "./plain-faults.ts";

const schema = z.strictObject({
  name: z.string().max(5),
  limit: z.int().min(1).max(200).optional(),
  role: z.enum(["student", "admin"]).optional(),
  tags: z.array(z.string()).max(2).optional(),
  move: z.boolean("Say yes or no.").optional(),
  id: z.uuid().optional(),
});

test.for([
  [{}, "name: This is missing."],
  [{ name: 1 }, "name: This must be a text."],
  [{ name: "Rosalie" }, "name: This must be at most 5 characters."],
  [{ name: "Rosa", surprise: 1 }, ": There's no “surprise” here. Check the spelling."],
  [{ name: "Rosa", limit: 0 }, "limit: This must be at least 1."],
  [{ name: "Rosa", limit: 1.5 }, "limit: This must be a whole number."],
  [{ name: "Rosa", role: "boss" }, "role: This must be “student” or “admin”."],
  [{ name: "Rosa", tags: ["a", "b", "c"] }, "tags: This must be at most 2 entries."],
  [{ name: "Rosa", tags: "a" }, "tags: This must be an array."],
  [{ name: "Rosa", move: 1 }, "move: Say yes or no."],
  [{ name: "Rosa", id: "1" }, "id: This doesn't have the right format."],
  [null, ": This must be an object."],
] as const)("%j is refused in plain words, and in the schema's own if it has some", ([given, fault]) => {
  const issues = schema.safeParse(given, { error: plainFault }).error?.issues ?? [];
  expect(issues.map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual([fault]);
});
