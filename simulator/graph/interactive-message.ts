import type { Bubble, Button } from "../chat.ts";
import { type Json, listAt, objectAt, textAt } from "../json.ts";
import { whatsappError } from "./errors.ts";

function requireText(parent: unknown, key: string, path: string, longest: number): string {
  const text = textAt(parent, key);
  if (!text) throw whatsappError(131008, `Parameter '${path}' is missing`);
  if (text.length > longest)
    throw whatsappError(131009, `${path}: must be at most ${longest} characters long`);
  return text;
}

function requireUnique(values: string[], path: string): void {
  if (new Set(values).size !== values.length) throw whatsappError(131009, `${path}: must be unique`);
}

function replyButtons(action: Json): Button[] {
  const buttons = listAt(action, "buttons").map((button): Button => {
    if (textAt(button, "type") !== "reply")
      throw whatsappError(131009, 'interactive.action.buttons.type: must be "reply"');
    const reply = objectAt(button, "reply");
    const title = requireText(reply, "title", "interactive.action.buttons.reply.title", 20);
    return {
      kind: "reply",
      title,
      value: requireText(reply, "id", "interactive.action.buttons.reply.id", 256),
    };
  });
  if (buttons.length < 1 || buttons.length > 3) {
    throw whatsappError(131009, "interactive.action.buttons: there must be 1 to 3 buttons");
  }
  requireUnique(
    buttons.map(({ title }) => title),
    "interactive.action.buttons.reply.title",
  );
  requireUnique(
    buttons.map(({ value }) => value),
    "interactive.action.buttons.reply.id",
  );
  return buttons;
}

function listRows(action: Json): Button[] {
  requireText(action, "button", "interactive.action.button", 20);
  const path = "interactive.action.sections.rows";
  const sections = listAt(action, "sections");
  if (sections.length > 10)
    throw whatsappError(131009, "interactive.action.sections: there are more than 10");
  for (const section of sections)
    if (sections.length > 1 || textAt(section, "title"))
      requireText(section, "title", "interactive.action.sections.title", 24);
  const rows = sections
    .flatMap((section) => listAt(section, "rows"))
    .map((row): Button => {
      const description = textAt(row, "description") ?? "";
      if (description.length > 72) throw whatsappError(131009, `${path}.description: is too long`);
      const title = requireText(row, "title", `${path}.title`, 24);
      return { kind: "list", title, value: requireText(row, "id", `${path}.id`, 200), description };
    });
  if (rows.length < 1 || rows.length > 10) throw whatsappError(131009, `${path}: there must be 1 to 10 rows`);
  requireUnique(
    rows.map(({ value }) => value),
    `${path}.id`,
  );
  return rows;
}

function linkButton(action: Json): Button[] {
  if (textAt(action, "name") !== "cta_url")
    throw whatsappError(131009, 'interactive.action.name: must be "cta_url"');
  const parameters = objectAt(action, "parameters");
  const title = requireText(parameters, "display_text", "interactive.action.parameters.display_text", 20);
  const value = requireText(parameters, "url", "interactive.action.parameters.url", 2000);
  if (!/^https?:\/\//.test(value))
    throw whatsappError(131009, "interactive.action.parameters.url: is not a URL");
  return [{ kind: "url", title, value }];
}

const BUTTONS: Record<string, (action: Json) => Button[]> = {
  button: replyButtons,
  list: listRows,
  cta_url: linkButton,
  contact_request: () => [{ kind: "contact", title: "Share phone number", value: "" }],
};

const MEDIA = ["image", "video", "document"] as const;

/** What stands above the body: a text, or a picture, film or file where the type of message has room for it. */
function layOutHeader(interactive: Json, type: string): Pick<Bubble, "header" | "media"> {
  if (interactive.header === undefined) return {};
  const header = objectAt(interactive, "header");
  const kind = textAt(header, "type") ?? "";
  if (kind === "text") return { header: requireText(header, "text", "interactive.header.text", 60) };
  const media = type === "list" ? undefined : MEDIA.find((each) => each === kind);
  if (!media) throw whatsappError(131009, `interactive.header.type: "${kind}" is not supported`);
  const source = objectAt(header, media);
  if (!textAt(source, "id") && !textAt(source, "link"))
    throw whatsappError(131008, `Parameter 'interactive.header.${media}' is missing`);
  return { media };
}

/** Checks an interactive message and lays out what the person will see. */
export function layOutInteractive(interactive: Json): Bubble {
  const type = textAt(interactive, "type") ?? "";
  const makeButtons = BUTTONS[type];
  if (!makeButtons) throw whatsappError(131009, `interactive.type: "${type}" is not supported`);
  const header = layOutHeader(interactive, type);
  const footer = textAt(objectAt(interactive, "footer"), "text") ?? "";
  if (footer.length > 60) throw whatsappError(131009, "interactive.footer.text: is too long");
  const text = requireText(
    objectAt(interactive, "body"),
    "text",
    "interactive.body.text",
    type === "list" ? 4096 : 1024,
  );
  return { ...header, text, footer, buttons: makeButtons(objectAt(interactive, "action")) };
}
