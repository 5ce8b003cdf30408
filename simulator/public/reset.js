import { control } from "./api.js";
import { make, notify } from "./dom.js";

/** Asks whether the simulator is to be as in the beginning, and has it be so. */
export function openReset() {
  const dialog = make("dialog", { class: "sheet", "aria-labelledby": "reset-title" });
  const reset = () => {
    dialog.close();
    control("POST", "reset").then(
      () => notify("The simulator is as it was at the start."),
      (error) => notify(error.message),
    );
  };
  dialog.append(
    make("h2", { id: "reset-title" }, "Reset the simulator?"),
    make(
      "p",
      {},
      "This deletes all chats, the phones you added and the log, and turns all faults and scenarios off. What the app has stored stays, such as linked accounts.",
    ),
    make(
      "div",
      { class: "actions" },
      make("button", { class: "small", type: "button", onclick: () => dialog.close() }, "Cancel"),
      make("button", { class: "primary danger", type: "button", onclick: reset }, "Reset"),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
