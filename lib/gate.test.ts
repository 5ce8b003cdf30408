import { expect, test } from "vitest";
import { AppError } from "./errors.ts";
import { type Gate, passGate } from "./gate.ts";

const newGate = (inside: number, waiting: number): Gate => ({
  inside,
  room: { waiting, refuse: () => new AppError("full", "There is no room.", 429) },
});

/** Works that go on until they are told to end. */
function newWorks() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name);
      ends.push(() => resolve(name));
    });
  return { begun, ends, work };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("few are inside at once, few wait in order, the next is refused; and who goes first finds room before them", async () => {
  const [gate, { begun, ends, work }] = [newGate(1, 2), newWorks()];
  const passed = ["one", "two", "three"].map((name) => passGate(gate, "", work(name)));
  await expect(passGate(gate, "", work("too many"))).rejects.toMatchObject({ code: "full" });
  passed.push(passGate(gate, "", work("known"), true));
  for (let at = 0; at < 4; at++) {
    await settled();
    expect(begun).toHaveLength(at + 1);
    ends[at]?.();
  }
  expect(begun).toEqual(["one", "known", "two", "three"]);
  expect(await Promise.all(passed)).toEqual(["one", "two", "three", "known"]);
});

test("of those who go first few wait, too, in order, and every second place is left to all others", async () => {
  const [gate, { begun, ends, work }] = [newGate(1, 3), newWorks()];
  const passed = [passGate(gate, "", work("inside"))];
  for (const name of ["known 1", "known 2", "known 3"]) passed.push(passGate(gate, "", work(name), true));
  await expect(passGate(gate, "", work("too many"), true)).rejects.toMatchObject({ code: "full" });
  for (const name of ["one", "two"]) passed.push(passGate(gate, "", work(name)));
  for (let at = 0; at < passed.length; at++) {
    await settled();
    ends[at]?.();
  }
  await Promise.all(passed);
  expect(begun).toEqual(["inside", "known 1", "one", "known 2", "two", "known 3"]);
});

test("one key's crowd is in nobody else's way", async () => {
  const [gate, { ends, work }] = [newGate(1, 0), newWorks()];
  const crowd = passGate(gate, "crowd", work("crowd"));
  await expect(passGate(gate, "crowd", work("crowd"))).rejects.toMatchObject({ code: "full" });
  const other = passGate(gate, "other", work("other"));
  for (const end of ends) end();
  expect(await Promise.all([crowd, other])).toEqual(["crowd", "other"]);
});

test("what fails inside makes room like what succeeds", async () => {
  const gate = newGate(1, 0);
  for (let times = 0; times < 3; times++) {
    await expect(passGate(gate, "", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  }
  expect(await passGate(gate, "", async () => "room")).toBe("room");
});

test("everybody may wait where the gate names no room for them, each in turn", async () => {
  const { begun, ends, work } = newWorks();
  const gate: Gate = { inside: 2 };
  const names = Array.from({ length: 50 }, (_, at) => `work ${at}`);
  const passed = names.map((name) => passGate(gate, "", work(name)));
  expect(begun).toEqual(names.slice(0, 2));
  for (let at = 0; at < names.length; at++) {
    ends[at]?.();
    await settled();
    expect(begun).toEqual(names.slice(0, at + 3));
  }
  expect(await Promise.all(passed)).toEqual(names);
});
