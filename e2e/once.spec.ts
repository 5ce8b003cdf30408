import { expect, test } from "@playwright/test";
import { addAccount, bearerOf, call, query } from "./accounts.ts";
import { addPhone, control, tokenIn } from "./simulator.ts";

test("the same signed delivery posted 20 times at once gets one reply", async () => {
  const phone = await addPhone("Twenty Times");
  const { responses } = await control<{ responses: unknown[] }>("POST", `phones/${phone.id}/send`, {
    type: "text",
    text: "hi",
    times: 20,
  });
  expect(responses).toHaveLength(20);
  expect(new Set(responses)).toEqual(new Set([200]));
  await expect.poll(phone.received).toHaveLength(1);
  await phone.send("status");
  expect(await phone.received()).toHaveLength(2);
});

test("of four accounts that confirm one link at once, one gets it", async () => {
  const phone = await addPhone("Four At Once");
  const token = tokenIn(await phone.send("link"));
  const students = await Promise.all(["A", "B", "C", "D"].map((name) => addAccount("student", name)));
  const bearers = await Promise.all(students.map(bearerOf));
  const responses = await Promise.all(
    bearers.map((bearer) => call("POST", "/api/whatsapp/link", bearer, { token })),
  );
  const statuses = responses.map(({ status }) => status).sort();
  expect(statuses[0]).toBe(200);
  for (const status of statuses.slice(1)) expect([409, 410]).toContain(status);
  const links = await query("select 1 from whatsapp_users where whatsapp_phone = $1 and is_linked", [
    phone.number,
  ]);
  expect(links).toHaveLength(1);
});

test("one account that confirms four times at once gets one success, and success again when it looks later", async () => {
  const phone = await addPhone("Impatient");
  const token = tokenIn(await phone.send("link"));
  const bearer = await bearerOf(await addAccount("student", "Impatient Ida"));
  const post = () => call("POST", "/api/whatsapp/link", bearer, { token });
  const statuses = (await Promise.all([post(), post(), post(), post()])).map(({ status }) => status).sort();
  expect(statuses).toEqual([200, 409, 409, 409]);
  await expect.poll(async () => (await post()).status, { intervals: [2100] }).toBe(200);
});

test("reading a link any number of times leaves it usable", async () => {
  const phone = await addPhone("Prefetched");
  const token = tokenIn(await phone.send("link"));
  for (let reads = 0; reads < 5; reads++) {
    expect((await call("GET", `/api/whatsapp/link?token=${token}`)).status).toBe(200);
    expect((await call("HEAD", `/whatsapp/link?token=${token}`)).status).toBeLessThan(400);
  }
  const bearer = await bearerOf(await addAccount("student", "Patient Pia"));
  expect((await call("POST", "/api/whatsapp/link", bearer, { token })).status).toBe(200);
});
