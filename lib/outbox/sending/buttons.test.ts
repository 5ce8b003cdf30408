import { describe, expect } from "vitest";
import { db } from "../../db.ts";
import { test } from "../../testing/fixtures.ts";
import { type GraphStub, graphError } from "../../testing/graph-stub.ts";
import { newStudent, type Student } from "../../testing/students.ts";
import { workOnOutbox } from "../../testing/worker.ts";

let student: Student;

test.beforeEach(({ graph }) => {
  graph.respond = null;
  graph.arrivals.length = 0;
  student = newStudent();
});

const sent = ({ arrivals }: GraphStub) => arrivals.map(({ body, text }) => `${body.type} ${[...text][0]}`);
const rows = () =>
  db().outboundMessage.findMany({ where: { toPhone: student.phone }, orderBy: { sequence: "asc" } });

/** Meta refuses so many calls, and takes what comes after them. */
function refuse(graph: GraphStub, times: number, error: object, status = 400): void {
  let left = times;
  graph.respond = (request, response) => {
    left -= 1;
    if (left === 0) graph.respond = null;
    graphError(status, error)(request, response);
  };
}

test("the welcome has buttons for link and status", async ({ graph }) => {
  await student.say("hi");
  await workOnOutbox();
  expect(graph.arrivals[0]?.body.interactive).toMatchObject({
    type: "button",
    body: { text: expect.stringContaining("• Send 'link' - Link your account") },
    action: {
      buttons: [
        { type: "reply", reply: { id: "link", title: "Link" } },
        { type: "reply", reply: { id: "status", title: "Status" } },
      ],
    },
  });
});

test("the link is a button, and stands in the text with its token as well; the database has neither", async ({
  graph,
}) => {
  await student.say("link");
  const [row] = await rows();
  expect(`${row?.text} ${JSON.stringify(row?.buttons)}`).not.toMatch(/\w{32}/);
  await workOnOutbox();
  const { text = "", body } = graph.arrivals[0] ?? {};
  const [address = "", token = ""] = /http\S+token=(\w{32})/.exec(text) ?? [];
  expect(text.split(token)).toHaveLength(3);
  expect(body?.interactive).toMatchObject({
    type: "cta_url",
    body: { text },
    action: { name: "cta_url", parameters: { display_text: "Link my account", url: address } },
  });
});

describe("where Meta refuses a message with buttons for good", () => {
  test.for([100, 131008, 131009, 131026, 131051, 999999])(
    "with %i, the text goes out instead: once, and before what comes after it",
    async (code, { graph }) => {
      refuse(graph, 1, { code });
      await student.say("hi", "status");
      await workOnOutbox();
      expect(sent(graph)).toEqual(["interactive 🎓", "text 🎓", "text ❌"]);
      expect((await rows())[0]).toMatchObject({ status: "accepted", attempts: 1, failureCode: null });
    },
  );

  test("and the text as well, the message has failed", async ({ graph }) => {
    refuse(graph, 2, { code: 131026 });
    await student.say("hi");
    await workOnOutbox();
    expect(sent(graph)).toEqual(["interactive 🎓", "text 🎓"]);
    expect((await rows())[0]).toMatchObject({ status: "failed", failureCode: "131026", dueAt: null });
  });

  test("the link still has its token", async ({ graph }) => {
    refuse(graph, 1, { code: 131051 });
    await student.say("link");
    await workOnOutbox();
    expect(sent(graph)).toEqual(["interactive 🔗", "text 🔗"]);
    expect(graph.arrivals[1]?.text).toBe(graph.arrivals[0]?.text);
    expect(graph.arrivals[1]?.text).toMatch(/token=\w{32}/);
  });
});

test.for([
  ["a refusal that passes", (graph: GraphStub) => refuse(graph, 1, { code: 131000 }, 500), "queued"],
  [
    "a try of which nothing is known",
    (graph: GraphStub) => {
      graph.respond = (request) => request.socket.destroy();
    },
    "unknown",
  ],
] as const)("%s leaves a message its buttons", async ([, befall, status], { graph }) => {
  befall(graph);
  await student.say("hi");
  await workOnOutbox();
  expect(sent(graph)).toEqual(["interactive 🎓"]);
  expect((await rows())[0]).toMatchObject({ status, buttons: [{ id: "link" }, { id: "status" }] });
});
