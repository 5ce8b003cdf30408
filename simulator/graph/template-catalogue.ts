import type { Json } from "../json.ts";
import { body, footer, header, namedBody, quickReplies } from "./template-components.ts";

export type Template = {
  id: string;
  name: string;
  language: string;
  status: "APPROVED" | "PAUSED" | "REJECTED";
  category: "UTILITY" | "MARKETING";
  parameter_format: "POSITIONAL" | "NAMED";
  components: Json[];
  quality_score: { score: string; date: number };
  rejected_reason?: string;
  last_updated_time: string;
};

type Draft = Pick<Template, "name" | "language" | "components"> & Partial<Template>;

const reminderExample = { first_name: "Maria", course: "Biology", start_time: "18:00" };
const reminder = (language: string, title: string, text: string, yes: string, no: string): Draft => ({
  name: "class_reminder",
  language,
  parameter_format: "NAMED",
  components: [header(title), namedBody(text, reminderExample), quickReplies(yes, no)],
});

const drafts: Draft[] = [
  {
    name: "hello_world",
    language: "en_US",
    components: [
      header("Hello World"),
      body("Welcome and congratulations!! This message shows that you can send with the Cloud API."),
      footer("WhatsApp Business Platform sample message"),
    ],
  },
  reminder(
    "en",
    "Class today",
    "Hi {{first_name}}, your *{{course}}* class starts at {{start_time}}.",
    "I'll be there",
    "I can't come",
  ),
  reminder(
    "es",
    "Clase hoy",
    "Hola {{first_name}}, tu clase de *{{course}}* empieza a las {{start_time}}.",
    "Ahí estaré",
    "No puedo ir",
  ),
  reminder(
    "pt_BR",
    "Aula hoje",
    "Oi {{first_name}}, sua aula de *{{course}}* começa às {{start_time}}.",
    "Vou sim",
    "Não posso ir",
  ),
  {
    name: "test_results",
    language: "en",
    components: [
      header("Results for {{1}}", "Algebra II"),
      body("Hi {{1}}, you scored *{{2}}* of {{3}}. Well done!", "Maria", "18", "20"),
      footer("Questions? Just reply to this message."),
      {
        type: "BUTTONS",
        buttons: [
          {
            type: "URL",
            text: "See results",
            url: "https://school.example/results/{{1}}",
            example: ["https://school.example/results/a1"],
          },
        ],
      },
    ],
  },
  {
    name: "account_link_invite",
    language: "en",
    components: [
      body("Hi {{1}}, you can take tests and read your materials here in WhatsApp.", "Maria"),
      quickReplies("Link", "Not now"),
    ],
  },
  {
    name: "schedule_change",
    language: "en",
    components: [body("{{1}} moves to {{2}} at {{3}}.", "Biology", "Friday", "17:30")],
  },
  {
    name: "schedule_change",
    language: "es",
    components: [body("{{1}} cambia al {{2}} a las {{3}}.", "Biología", "viernes", "17:30")],
  },
  {
    name: "room_change",
    language: "en",
    components: [body("Room {{2}} instead of {{1}}, {{3}}.", "12", "14", "from Friday")],
  },
  {
    name: "exam_voucher",
    language: "en",
    category: "MARKETING",
    components: [
      body("Your next exam costs nothing with this code."),
      { type: "BUTTONS", buttons: [{ type: "COPY_CODE", text: "Copy code", example: "ART10" }] },
    ],
  },
  {
    name: "open_day",
    language: "en",
    category: "MARKETING",
    components: [body("Come and see us on Saturday."), footer("Send STOP to opt out")],
  },
  {
    name: "course_offers",
    language: "en",
    category: "MARKETING",
    components: [
      body("{{1}}, there are new courses for you.", "Maria"),
      quickReplies("Tell me more", "Stop promotions"),
    ],
  },
  {
    name: "enrolment_open",
    language: "en",
    category: "MARKETING",
    status: "PAUSED",
    quality_score: { score: "RED", date: 1_794_000_000 },
    components: [
      body("{{1}}, places in the spring courses are open.", "Maria"),
      footer("Send STOP to opt out"),
    ],
  },
  {
    name: "exam_discount",
    language: "en",
    category: "MARKETING",
    status: "REJECTED",
    rejected_reason: "PROMOTIONAL",
    components: [header("Half price!"), body("Only today: exams at half price.")],
  },
];

/** The templates of this WhatsApp account, in the order in which they are listed. */
export const TEMPLATES: readonly Template[] = drafts.map((draft, index) => ({
  id: String(600_000_000_000_001 + index),
  status: "APPROVED",
  category: "UTILITY",
  parameter_format: "POSITIONAL",
  quality_score: { score: "GREEN", date: 1_795_000_000 },
  last_updated_time: "2026-10-05T09:00:00+0000",
  ...draft,
}));
