import { PassThrough, Readable, Writable } from "node:stream";
import { expect, test } from "vitest";
import { readPassword } from "./read-password.ts";

/** What is shown while a password is read from somewhere. */
function screen() {
  let shown = "";
  const prompt = new Writable({
    write: (chunk, _encoding, done) => {
      shown += chunk;
      done();
    },
  });
  return { prompt, shown: () => shown };
}

test("a password is read from a line of standard input, and one that is typed is shown nowhere", async () => {
  expect(await readPassword(Readable.from(["of our own\nand more\n"]), screen().prompt)).toBe("of our own");
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  const { prompt, shown } = screen();
  const reading = readPassword(terminal, prompt);
  terminal.write("typed\r");
  expect(await reading).toBe("typed");
  expect(shown()).toMatch(/^Password \(.*\): \n$/);
});

test("without a terminal and without a line it's said what is needed", async () => {
  await expect(readPassword(Readable.from([]), screen().prompt)).rejects.toThrow(
    /^A password is needed .* line/,
  );
});
