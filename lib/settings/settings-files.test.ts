import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseEnvironment } from "../env.ts";
import { PRODUCTION, problemsOf } from "../testing/settings.ts";

describe("what comes from a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "connect-env-"));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  test("a token and an app secret may come from files only", () => {
    const changes = {
      WHATSAPP_ACCESS_TOKEN: undefined,
      WHATSAPP_ACCESS_TOKEN_FILE: write("token", "EAAGtokenfromafile\n"),
      WHATSAPP_WEBHOOK_SECRET: "",
      WHATSAPP_WEBHOOK_SECRET_FILE: write("secrets", "# two\nshort\n8d3f1c0be29a47561f7e0b3d9c2a6485\n"),
    };
    expect(problemsOf(changes)).toEqual([]);
    expect(parseEnvironment({ ...PRODUCTION, ...changes })).toMatchObject({ mode: "production" });
  });

  test.each(["WHATSAPP_ACCESS_TOKEN", "WHATSAPP_WEBHOOK_SECRET"])(
    "a %s that is neither here nor in its file is refused",
    (name) => {
      for (const file of [
        join(folder, "missing"),
        write("empty", "  \n"),
        write("words", "not a token\n"),
        write("comment", "#EAAGtokenfromafile\n"),
        folder,
      ]) {
        const wrong = `${name}_FILE holds nothing that can be used, and ${name} is not given. Example: `;
        expect(problemsOf({ [name]: undefined, [`${name}_FILE`]: file })).toEqual([
          expect.stringContaining(wrong),
        ]);
        expect(problemsOf({ [`${name}_FILE`]: file })).toEqual([]);
      }
    },
  );
});

test.each([
  ["WHATSAPP_WEBHOOK_SECRET", "0123456789abcdef0123456789abcdef", "is the example of the guides"],
  ["WHATSAPP_WEBHOOK_SECRET", "aaaaaaaaaaaaaaaa", "is too easily guessed"],
  ["WHATSAPP_ACCESS_TOKEN", "changeme-changeme", "is a placeholder"],
  ["WHATSAPP_ACCESS_TOKEN", '"EAAGproductiontoken"', "is in quotation marks"],
  ["WHATSAPP_ACCESS_TOKEN", "WHATSAPP_ACCESS_TOKEN=EAAGproductiontoken", "begins with a name"],
] as const)(
  "each line of %s's file is judged like the setting, in production and in development: %s",
  (name, weak, wrong) => {
    const folder = mkdtempSync(join(tmpdir(), "connect-env-"));
    const file = join(folder, "secrets");
    for (const [content, line] of [
      [`${weak}\n`, 1],
      [`# the secret\r\n${PRODUCTION[name]}\r\n  ${weak}`, 3],
    ] as const) {
      writeFileSync(file, content);
      for (const given of [undefined, PRODUCTION[name]]) {
        const problems = problemsOf({ [name]: given, [`${name}_FILE`]: file });
        expect(problems).toEqual([expect.stringContaining(`${name}_FILE has in line ${line} what ${wrong}`)]);
        expect(problems.join()).not.toContain(weak);
        const local = { NODE_ENV: "development", NEXTAUTH_URL: "http://localhost:3000" };
        expect(problemsOf({ ...local, [name]: given, [`${name}_FILE`]: file })).toEqual(problems);
      }
    }
    rmSync(folder, { recursive: true });
  },
);
