import { control } from "./api.js";
import { make } from "./dom.js";
import { reveal } from "./stage.js";

function makeField(label, hint, properties) {
  const input = make("input", { autocomplete: "off", ...properties });
  return { input, element: make("label", {}, label, hint ? make("small", {}, hint) : null, input) };
}

/** Asks whose phone it is and puts it on the stage. */
export function openAddPhone() {
  const name = makeField("Name", "", { required: true, maxlength: 100, placeholder: "Rosa Lima" });
  const number = makeField(
    "Phone number",
    "With country code. Leave it empty for someone with a username only. Numbers in Brazil, Mexico and Argentina work in both of their spellings.",
    {
      type: "tel",
      placeholder: "+55 11 95550 0002",
    },
  );
  const username = makeField("Username", "Optional", { placeholder: "@rosa.lima" });
  const problem = make("p", { class: "problem", role: "alert" });
  const dialog = make("dialog", { class: "sheet", "aria-label": "Add a phone" });
  const submit = async (event) => {
    event.preventDefault();
    const fields = {
      name: name.input.value,
      phone: number.input.value || null,
      username: username.input.value || null,
    };
    try {
      const { id } = await control("POST", "phones", fields);
      dialog.close();
      reveal(id);
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  const cancel = make("button", { class: "small", type: "button", onclick: () => dialog.close() }, "Cancel");
  const add = make("button", { class: "primary", type: "submit" }, "Add phone");
  const actions = make("div", { class: "actions" }, cancel, add);
  dialog.append(
    make(
      "form",
      { onsubmit: submit },
      make("h2", {}, "Add a phone"),
      name.element,
      number.element,
      username.element,
      problem,
      actions,
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
