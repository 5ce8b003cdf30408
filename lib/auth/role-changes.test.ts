import { describe, expect } from "vitest";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";

describe("who may do what is audited whenever it changes", () => {
  const rolesOf = async (userId: string) =>
    (
      await db().auditEvent.findMany({ where: { userId, action: "role_changed" }, orderBy: { id: "asc" } })
    ).map(({ details }) => details);

  test("by the application and by anybody in the database, one line for each change", async () => {
    const { id } = await createAccount();
    await db().user.update({ where: { id }, data: { role: "instructor" } });
    await db().user.update({ where: { id }, data: { role: "instructor", name: "Same Role" } });
    await db().$executeRaw`update users set role = 'admin' where id = ${id}::uuid`;
    expect(await rolesOf(id)).toEqual([
      { from: "student", to: "instructor" },
      { from: "instructor", to: "admin" },
    ]);
  });

  test("and where somebody is staff from the first day", async () => {
    expect(await rolesOf((await createAccount({ role: "admin" })).id)).toEqual([{ to: "admin" }]);
    expect(await rolesOf((await createAccount()).id)).toEqual([]);
  });
});
