import { expect } from "vitest";
import { signIn } from "#lib/auth/accounts";
import { test } from "#lib/testing/fixtures";
import { saveAccount } from "./add-account.ts";

test("an account that an operator adds can sign in, and adding it again changes its password and role", async ({
  databaseUrl,
}) => {
  const person = { email: "Boss@School.edu", name: "The Boss", role: "instructor" };
  await saveAccount(databaseUrl, { ...person, password: "the first one" });
  const first = await signIn({ email: "boss@school.edu", password: "the first one" }, "here");
  expect(first).toMatchObject({ name: "The Boss", role: "instructor" });
  await saveAccount(databaseUrl, { ...person, role: "admin", password: "the second one" });
  const second = await signIn({ email: "boss@school.edu", password: "the second one" }, "here");
  expect(second).toMatchObject({ id: first.id, role: "admin" });
  await expect(signIn({ email: "boss@school.edu", password: "the first one" }, "here")).rejects.toMatchObject(
    {
      code: "wrong_credentials",
    },
  );
});

test.for(["password", "Password2026!", "The.Boss1", "short"])(
  "nobody is given %j as a password",
  async (password, { databaseUrl }) => {
    const person = { email: "boss@school.edu", name: "The Boss", role: "instructor" };
    await expect(saveAccount(databaseUrl, { ...person, password })).rejects.toThrow(/^The password is/);
  },
);
