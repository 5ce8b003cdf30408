import { afterAll, beforeAll, expect, test } from "vitest";
import { type Scene, SENDING, setScene, TEMPLATES_PATH } from "../test-scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
  await scene.call("POST", "/control/phones/john/send", { text: "hi" });
});
afterAll(() => scene.close());

const text = (body: string) => ({ type: "text", text: { body } });
const maria = { to: "+15551234567" };
const reminder = (parameters: unknown[], code = "en", name = "class_reminder") => ({
  ...maria,
  type: "template",
  template: { name, language: { code }, components: [{ type: "body", parameters }] },
});
const named = (parameter_name: string, value: string) => ({ type: "text", parameter_name, text: value });
const complete = [named("first_name", "Maria"), named("course", "Biology"), named("start_time", "18:00")];

test("an accepted text gets the response that Meta gives", async () => {
  const { status, body } = await scene.send({ to: "1 (555) 123-4567", ...text("Hello") });
  expect(status).toBe(200);
  expect(body).toEqual({
    messaging_product: "whatsapp",
    contacts: [{ input: "1 (555) 123-4567", wa_id: "15551234567" }],
    messages: [{ id: expect.stringMatching(/^wamid\./) }],
  });
});

test("a person without a number is reached by BSUID", async () => {
  await scene.call("POST", "/control/phones/aiko/send", { text: "hi" });
  const { body } = await scene.send({ recipient: "JP.10203040506070803", ...text("Hello") });
  expect(body.contacts).toEqual([{ input: "JP.10203040506070803", user_id: "JP.10203040506070803" }]);
});

test("an accepted template says so, also to a number that never wrote", async () => {
  const template = { name: "hello_world", language: { code: "en_US" } };
  const { body } = await scene.send({ to: "+4915112345678", type: "template", template });
  expect(body.messages[0].message_status).toBe("accepted");
});

test("free text to a phone that never wrote is refused", async () => {
  await scene.call("POST", "/control/phones", { name: "Silent", phone: "+4915199999999" });
  const { status, body } = await scene.send({ to: "+4915199999999", ...text("x") });
  expect([status, body.error.code]).toEqual([400, 131047]);
});

test.each([
  ["no recipient", text("x"), 400, 100],
  ["a text over 4096 characters", { ...maria, ...text("x".repeat(4097)) }, 400, 100],
  ["a text without body", { ...maria, type: "text", text: {} }, 400, 100],
  ["a number that is none", { to: "12", ...text("x") }, 400, 100],
  [
    "callback data over 512 characters",
    { ...maria, ...text("x"), biz_opaque_callback_data: "x".repeat(513) },
    400,
    100,
  ],
  ["a message to the sending number", { to: "+15550100001", ...text("x") }, 400, 131021],
  ["a BSUID that nobody has", { recipient: "US.1", ...text("x") }, 400, 131026],
  ["an unknown type", { ...maria, type: "dance" }, 400, 131051],
  [
    "a reaction to a message that is not there",
    { ...maria, type: "reaction", reaction: { message_id: "x" } },
    400,
    131009,
  ],
  ["an unknown template", reminder([], "en", "nope"), 404, 132001],
  ["a template in a language it lacks", reminder(complete, "fr"), 404, 132001],
  ["a rejected template", reminder([], "en", "exam_discount"), 404, 132001],
  ["a paused template", reminder([], "en", "enrolment_open"), 400, 132015],
  ["too few parameters", reminder(complete.slice(1)), 400, 132000],
  ["a parameter that the template lacks", reminder([...complete.slice(1), named("nope", "x")]), 400, 132000],
  [
    "a named parameter without its name",
    reminder([{ type: "text", text: "x" }, ...complete.slice(1)]),
    400,
    100,
  ],
  [
    "a parameter with a line break",
    reminder([named("first_name", "a\nb"), ...complete.slice(1)]),
    400,
    132012,
  ],
  [
    "a parameter of another type",
    reminder([{ ...complete[0], type: "image" }, ...complete.slice(1)]),
    400,
    132012,
  ],
  ["an empty parameter", reminder([named("first_name", ""), ...complete.slice(1)]), 400, 131008],
])("Meta's refusal of %s", async (_title, message, status, code) => {
  const response = await scene.send(message);
  expect(response.status).toBe(status);
  expect(response.body.error).toMatchObject({ code, type: "OAuthException", fbtrace_id: expect.any(String) });
});

test("a link button wants its parameter", async () => {
  const scores = ["Maria", "18", "20"].map((value) => ({ type: "text", text: value }));
  const header = { type: "header", parameters: [{ type: "text", text: "Algebra" }] };
  const components = [header, { type: "body", parameters: scores }];
  const template = { name: "test_results", language: { code: "en" }, components };
  expect((await scene.send({ ...maria, type: "template", template })).body.error.code).toBe(131008);
  const button = { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "a1" }] };
  const whole = { ...template, components: [...components, button] };
  expect((await scene.send({ ...maria, type: "template", template: whole })).status).toBe(200);
});

test("numbered values go where their numbers stand, whatever the order of the sentence", async () => {
  const parameters = ["12", "14", "from Friday"].map((value) => ({ type: "text", text: value }));
  await scene.send(reminder(parameters, "en", "room_change"));
  const { body } = await scene.call("GET", "/control/outbox?to=john");
  expect(body.messages.at(-1).text).toBe("Room 14 instead of 12, from Friday.");
});

test("a button that copies a code wants the code", async () => {
  const template = { name: "exam_voucher", language: { code: "en" } };
  expect((await scene.send({ ...maria, type: "template", template })).body.error.code).toBe(131008);
  const parameters = [{ type: "coupon_code", coupon_code: "ART10" }];
  const components = [{ type: "button", sub_type: "copy_code", index: "0", parameters }];
  const whole = { ...maria, type: "template", template: { ...template, components } };
  expect((await scene.send(whole)).status).toBe(200);
});

test("a wrong token gets 401 and code 190", async () => {
  const { status, body } = await scene.call("POST", SENDING, {}, "wrong");
  expect([status, body.error.code]).toEqual([401, 190]);
});

test("templates come in pages until there is no next one", async () => {
  const names: string[] = [];
  let path: string | null = `${TEMPLATES_PATH}?fields=name,language,status&limit=4`;
  while (path) {
    const { body } = await scene.call("GET", path);
    names.push(
      ...body.data.map(
        (template: { name: string; language: string }) => `${template.name} ${template.language}`,
      ),
    );
    const next: string | undefined = body.paging.next;
    path = next ? next.replace(scene.simulator.origin, "") : null;
  }
  expect(new Set(names).size).toBe(14);
  expect(names).toContain("class_reminder pt_BR");
});

test("the number, the account and the token can be asked about", async () => {
  const number = await scene.call(
    "GET",
    "/v26.0/100000000000001?fields=display_phone_number,status,health_status",
  );
  expect(number.body).toMatchObject({ display_phone_number: "+1 555 010 0001", status: "CONNECTED" });
  expect(number.body.health_status.can_send_message).toBe("AVAILABLE");
  const numbers = await scene.call("GET", "/v25.0/200000000000002/phone_numbers");
  expect(numbers.body.data[0].id).toBe("100000000000001");
  const token = await scene.call("GET", "/v26.0/debug_token?input_token=the-token");
  expect(token.body.data.is_valid).toBe(true);
  expect((await scene.call("POST", "/v26.0/200000000000002/subscribed_apps")).body).toEqual({
    success: true,
  });
});

test("what is not there gets a Graph error", async () => {
  expect((await scene.call("GET", "/v26.0/123")).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  expect((await scene.call("GET", "/v26.0/123/nope")).body.error.code).toBe(2500);
});

test("the token never stands in the log of calls", async () => {
  const { body } = await scene.call("GET", "/control/graph-calls");
  expect(body.count).toBeGreaterThan(20);
  expect(JSON.stringify(body)).not.toContain("the-token");
});
