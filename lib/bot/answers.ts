import type { AnswerButton } from "../whatsapp/buttons.ts";

const ANSWER = /^(yes|no) ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

/** The buttons under a question. They name it, so that a tap on an old one never answers a newer question. */
export function answerButtons(question: string): AnswerButton[] {
  return [
    { id: `yes ${question}`, label: "YES" },
    { id: `no ${question}`, label: "NO" },
  ];
}

/** What was said, and the question that a tapped answer names; null where it names none. */
export function readAnswer(said: string[]): { said: string[]; question: string | null } {
  for (const place of said) {
    const [, word, question] = ANSWER.exec(place) ?? [];
    if (word && question) return { said: [word], question };
  }
  return { said, question: null };
}
