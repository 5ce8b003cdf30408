/** Rows that stand between the templates when the list is odd: what people have met, and what may come. */
export const ODD_ROWS: readonly unknown[] = [
  {
    id: "600000000000901",
    name: "odd_one",
    language: null,
    status: "APPROVED",
    category: "UTILITY",
    components: null,
  },
  null,
  "odd_text",
  { id: "600000000000902", name: null, language: "en", status: "APPROVED", category: "UTILITY" },
  { id: "600000000000903", name: "odd_name_only" },
  {
    id: "600000000000904",
    name: "odd_parts",
    language: "en",
    status: "APPROVED",
    category: "UTILITY",
    parameter_format: null,
    components: [
      null,
      { type: null, text: null },
      { type: "BODY", text: null },
      { type: "BUTTONS", buttons: null },
    ],
  },
  {
    id: "600000000000905",
    name: "odd_state",
    language: "en",
    status: "RESTING",
    category: "NEWS",
    parameter_format: "LETTERED",
    components: [{ type: "BODY", text: "A template in a state of which nobody has heard." }],
  },
];
