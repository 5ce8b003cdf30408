import { expect } from "vitest";
import { createAccount } from "#lib/testing/accounts";
import { callRoute } from "#lib/testing/calls";
import { test } from "#lib/testing/fixtures";
import { examplesFile, newRecorder } from "#lib/testing/recorder";
import { newStudent } from "#lib/testing/students";
import { GET as AUDIT } from "./whatsapp/audit/route.ts";
import { GET as FUNNEL } from "./whatsapp/funnel/route.ts";
import { POST as INVITE } from "./whatsapp/link/invitation/route.ts";
import { DELETE as CANCEL_PENDING, GET as PENDING } from "./whatsapp/link/pending/route.ts";
import { POST as CONFIRM, GET as READ } from "./whatsapp/link/route.ts";
import { DELETE as UNLINK_PERSON } from "./whatsapp/people/[id]/link/route.ts";
import { GET as PEOPLE } from "./whatsapp/people/route.ts";
import { GET as STATUS } from "./whatsapp/status/route.ts";
import { DELETE as UNLINK } from "./whatsapp/unlink/route.ts";

const { keep, written } = newRecorder();
const headers = { "x-connect-peer": "192.0.2.1" };

test("the document's examples of linking are what the routes return", async ({ double }) => {
  await double.calm();
  const john = await createAccount({ name: "John Smith", email: "student@yeebitz.test" });
  const mei = await createAccount({ name: "Mei Chen", email: "student2@yeebitz.test" });
  const ines = await createAccount({
    name: "Ines Costa",
    email: "instructor@yeebitz.test",
    role: "instructor",
  });
  const chat = newStudent({ name: "John Doe", from: "15551234567" });
  const read = (token: string) => callRoute(READ, { path: `link?token=${token}` });
  const confirm = (token: string, as = john) => callRoute(CONFIRM, { as, body: { token }, headers });

  const old = await chat.askForToken();
  const token = await chat.askForToken();
  keep("readLink", await read(old));
  keep("readLink", await read("not-a-token"));
  keep("readLink", await read(token));
  keep("confirmLink", await confirm(token));
  keep("listAuditEvents", await callRoute(AUDIT, { path: "audit?limit=2", as: john }));
  keep("readLink", await read(token));
  keep("confirmLink", await confirm(token));
  keep("readLinkStatus", await callRoute(STATUS, { as: john }));
  keep("inviteToLink", await callRoute(INVITE, { as: john, method: "POST" }));
  keep("confirmLink", await confirm("not-a-token"));

  const others = newStudent({ name: "Mei", from: "15559876543" });
  keep("confirmLink", await confirm(await others.askForToken()));
  await confirm(await others.askForToken(), mei);
  const people = await callRoute(PEOPLE, { path: "people?query=mei", as: ines });
  const [{ id = "" } = {}] = people.body.people as { id: string }[];
  const unlinkPerson = () =>
    callRoute(UNLINK_PERSON, { as: ines, method: "DELETE", params: { id }, headers });
  keep("unlinkPerson", await unlinkPerson());
  keep("unlinkPerson", await unlinkPerson());

  keep("countLinks", await callRoute(FUNNEL, { path: "funnel?days=1", as: ines }));
  keep("unlink", await callRoute(UNLINK, { as: john, method: "DELETE", headers }));
  keep("unlink", await callRoute(UNLINK, { as: john, method: "DELETE", headers }));

  keep("inviteToLink", await callRoute(INVITE, { as: mei, method: "POST" }));
  const hidden = newStudent({ name: "John Doe", from: undefined, from_user_id: "US.10203040506070802" });
  keep("confirmLink", await confirm(await hidden.askForToken()));
  keep("readPendingLink", await callRoute(PENDING, { as: john }));
  keep("cancelPendingLink", await callRoute(CANCEL_PENDING, { as: john, method: "DELETE" }));
  await expect(written()).toMatchFileSnapshot(examplesFile("linking.json"));
});
