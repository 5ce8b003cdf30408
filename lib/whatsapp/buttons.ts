import { z } from "zod";

/** A button that opens an address; nothing comes back to us when it is tapped. */
interface AddressButton {
  label: string;
  address: string;
}

/** A button that answers: its `id` comes back beside its label, whenever and however often it is tapped. */
export interface AnswerButton {
  id: string;
  label: string;
}

/** What stands under a text to be tapped: one address, or up to three answers. */
export type Buttons = AddressButton | AnswerButton[];

const LONGEST_BODY = 1024;
const label = z.string().min(1).max(20);

const addressSchema = z
  .object({ label, address: z.url({ protocol: /^https?$/ }).max(2000) })
  .transform(({ label: display_text, address: url }) => ({
    type: "cta_url",
    action: { name: "cta_url", parameters: { display_text, url } },
  }));

const areUnique = (answers: AnswerButton[]) =>
  [answers.map(({ id }) => id), answers.map((answer) => answer.label)].every(
    (values) => new Set(values).size === values.length,
  );

const answersSchema = z
  .array(z.object({ id: z.string().min(1).max(256), label }))
  .min(1)
  .max(3)
  .refine(areUnique)
  .transform((answers) => ({
    type: "button",
    action: { buttons: answers.map(({ id, label: title }) => ({ type: "reply", reply: { id, title } })) },
  }));

const buttonsSchema = z.union([addressSchema, answersSchema]);

/** A text with buttons as Meta takes it (its reference of interactive messages, 2025-11); null where Meta would refuse it. */
export function toInteractive(text: string, buttons: Buttons): object | null {
  const { data } = buttonsSchema.safeParse(buttons);
  if (!data || text.length > LONGEST_BODY) return null;
  return { type: "interactive", interactive: { body: { text }, ...data } };
}
