import { describe, expect, test } from "vitest";
import { PASSWORD } from "../../testing/accounts.ts";
import { faultOfPassword } from "./common-passwords.ts";

const JOHN = { email: "john.smith@school.example", name: "John Ström-Smith" };
const TOO_EASY = "The password is one of the first that anybody would try. Please choose another one.";

describe("cannot be set as a password", () => {
  test.for([
    ["the most common one", "password"],
    ["in capitals", "PASSWORD"],
    ["in wide letters", "ｐａｓｓｗｏｒｄ"],
    ["with digits for letters", "p4ssw0rd"],
    ["with signs for letters and a year behind", "P@$$w0rd2026!"],
    ["with something before it", "123password"],
    ["twice", "passwordpassword"],
    ["with spaces around it", " password "],
    ["a row of digits", "12345678"],
    ["a row of digits backwards", "98765432"],
    ["a row of letters", "abcdefgh"],
    ["one letter", "aaaaaaaaaaaa"],
    ["two letters in turn", "abababab"],
    ["a row of keys", "qwertyuiop"],
    ["a common one with accents", "contraseña"],
    ["one's own address", JOHN.email],
    ["one's own address without the school", "john.smith"],
    ["one's own name", "JohnStromSmith"],
    ["one's own name and a year", "Ström-Smith2010"],
    ["the one that is published for the demo", "yeebitz-demo"],
    ["what stands on every page", "YeeBitz2026"],
  ])("%s", async ([, password = ""]) => {
    expect(await faultOfPassword(password, JOHN)).toBe(TOO_EASY);
  });

  test.for(["", "short", "🎓🎓🎓🎓🎓🎓🎓"])(
    "%j, which is shorter than eight characters",
    async (password) => {
      expect(await faultOfPassword(password, JOHN)).toBe("The password is shorter than 8 characters.");
    },
  );
});

test.for([
  PASSWORD,
  "🎓 pässwörd 密码",
  "tr0ub4dor-and-three",
  "John likes 3 cats",
  "密码是一个秘密的词",
  "x9$kQ2!v",
])("%j can be set", async (password) => {
  expect(await faultOfPassword(password, JOHN)).toBeNull();
});
