import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { projectPath } from "../project.ts";
import { SOURCE_FILES } from "./source-files.ts";
import { REFUSED } from "./walls.cases.ts";

/** The overrides of biome.json that say what may not be imported where. */
const walls = z
  .object({
    overrides: z.array(
      z.object({
        includes: z.array(z.string()),
        linter: z.object({
          rules: z.object({
            style: z
              .object({
                noRestrictedImports: z
                  .object({
                    options: z.object({
                      patterns: z.tuple([z.object({ group: z.array(z.string()), message: z.string() })]),
                    }),
                  })
                  .optional(),
              })
              .optional(),
          }),
        }),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(projectPath("biome.json"), "utf8")))
  .overrides.flatMap(({ includes, linter }) => {
    const [wall] = linter.rules.style?.noRestrictedImports?.options.patterns ?? [];
    return wall ? [{ includes, refused: wall.group, message: wall.message }] : [];
  });

const wallOf = (folder: string) => walls.find(({ includes }) => includes.includes(`${folder}/**`));

/** Folders with code that is no test's, below another one. */
const foldersIn = (parent: string) => {
  const files = SOURCE_FILES.filter((path) => path.startsWith(parent) && !path.includes(".test."));
  const names = files.map((path) => path.slice(parent.length).split("/"));
  return [...new Set(names.flatMap(([name, ...rest]) => (name && rest.length > 0 ? [name] : [])))].toSorted();
};

/** What helps tests may import whatever they test. */
const rooms = foldersIn("lib/").filter((name) => name !== "testing");
const FOUNDATIONS = ["database", "settings"];

test("every folder of lib and of the top level has its wall", () => {
  const folders = [...rooms.map((name) => `lib/${name}`), ...foldersIn("").filter((name) => name !== "lib")];
  expect(folders.length).toBeGreaterThan(25);
  expect(folders.filter((folder) => !wallOf(folder) && folder !== "public")).toEqual([]);
  expect(readdirSync(projectPath("lib")).filter((name) => rooms.includes(name))).toEqual(rooms);
});

test("each wall is tried: in every folder that has one, an import that it must refuse is planted", () => {
  const folders = walls.flatMap(({ includes }) =>
    includes.flatMap((pattern) => /^(\w.*)\/\*\*$/.exec(pattern)?.[1] ?? []),
  );
  expect(folders).toEqual(expect.arrayContaining(rooms.map((name) => `lib/${name}`)));
  const isTried = (folder: string) => REFUSED.some(([path]) => path.startsWith(`${folder}/`));
  expect(folders.filter((folder) => !isTried(folder))).toEqual([]);
});

/** The rooms of lib that the table in CONTRIBUTING.md names in each row. */
function readTable(): Map<string, string[]> {
  const rows = readFileSync(projectPath("CONTRIBUTING.md"), "utf8").matchAll(
    /^\| `lib\/(\w+)\/`\s*\|(.*)\|$/gm,
  );
  return new Map(
    [...rows].map(([, room = "", allowed = ""]) => [
      room,
      [...allowed.matchAll(/`lib\/(\w+)\/`/g)].map(([, name = ""]) => name).toSorted(),
    ]),
  );
}

const isRoom = (name: string) => !FOUNDATIONS.includes(name);

test("each room of lib may import the rooms that CONTRIBUTING.md names, and no other", () => {
  const allowed = rooms.filter(isRoom).map((room): [string, string[]] => {
    const { refused = [] } = wallOf(`lib/${room}`) ?? {};
    return [
      room,
      rooms.filter((name) => isRoom(name) && name !== room && !refused.includes(`#lib/${name}/**`)),
    ];
  });
  expect(Object.fromEntries(allowed)).toEqual(Object.fromEntries(readTable()));
});

/** The rooms that a wall says may be imported through it: "… knows the foundations and lib/{auth, people}; nothing else." */
const toldRooms = (message: string) => (/ and lib\/(.*);/.exec(message)?.[1]?.match(/\w+/g) ?? []).toSorted();

test("who is refused at the wall of a room is told the same", () => {
  const told = rooms.filter(isRoom).map((room) => [room, toldRooms(wallOf(`lib/${room}`)?.message ?? "")]);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(readTable()));
});

test("the foundations may import no room", () => {
  const { refused = [] } = wallOf("lib/database") ?? {};
  expect(rooms.filter((name) => isRoom(name) && !refused.includes(`#lib/${name}/**`))).toEqual([]);
});
