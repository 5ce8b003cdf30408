import { env } from "../../../env.ts";
import { findHealth, findMessagingLimit, findNumberState } from "../../../whatsapp/set-up/number-facts.ts";
import type { Check } from "../check.ts";
import { type Finding, green, red, refusedOrUnknown, yellow } from "../finding.ts";

const MANAGER = "WhatsApp Manager > Account tools > Phone numbers";

/** The most messages a second that Meta takes from a number that is also used in the WhatsApp Business app. */
const COEXISTENCE_PER_SECOND = 20;

const BAD_NAMES = ["DECLINED", "EXPIRED", "NONE"];

/** How Meta sees our number. */
export const numberStateCheck: Check = {
  id: "number_state",
  name: "Number’s state",
  why: "A number that isn’t connected can’t send; one whose name isn’t approved can write first to few people.",
  look: async () => {
    const answer = await findNumberState();
    if ("failure" in answer)
      return refusedOrUnknown(answer.failure, `Look at the number yourself: ${MANAGER}.`);
    const { status, nameStatus, quality, throughput, isSandbox, isOnBusinessApp } = answer.value;
    const told: Finding[] = [];
    if (status !== null && status !== "CONNECTED")
      told.push(red(`Meta calls our number ${status}.`, `See why, and connect it: ${MANAGER}.`));
    if (nameStatus && BAD_NAMES.includes(nameStatus))
      told.push(red(`The display name is ${nameStatus}.`, `Choose another name: ${MANAGER} > Profile.`));
    else if (nameStatus && !["APPROVED", "AVAILABLE_WITHOUT_REVIEW"].includes(nameStatus))
      told.push(
        yellow(
          `The display name is ${nameStatus}: replies work, but until Meta has approved it, we can write first to only a few people.`,
          `Nothing, for a trial. Meta usually takes a day; see ${MANAGER}.`,
        ),
      );
    if (quality === "RED" || quality === "YELLOW")
      told.push(
        yellow(
          `The number’s quality is ${quality}: people block or report us.`,
          "Write less often, and only what people agreed to.",
        ),
      );
    if (isSandbox)
      told.push(
        yellow(
          "This is one of Meta’s test numbers: it only reaches people on its list of recipients.",
          "Add a real number before students use it: Meta for Developers > our app > WhatsApp > API setup.",
        ),
      );
    if (isOnBusinessApp && env().WHATSAPP_MESSAGES_PER_SECOND > COEXISTENCE_PER_SECOND)
      told.push(
        yellow(
          `The number is also used in the WhatsApp Business app, so Meta takes ${COEXISTENCE_PER_SECOND} messages a second from it.`,
          `Set WHATSAPP_MESSAGES_PER_SECOND=${COEXISTENCE_PER_SECOND}.`,
        ),
      );
    return worstOf(told) ?? green(`Connected${throughput ? `, throughput ${throughput}` : ""}.`);
  },
};

const ENTITIES: Record<string, string> = {
  PHONE_NUMBER: "Our number",
  WABA: "Our WhatsApp account",
  BUSINESS: "Our business",
  APP: "Our app",
};

/** Whether all that a message goes through at Meta takes it: what Meta says of all together also counts calls by voice. */
export const healthStatusCheck: Check = {
  id: "health_status",
  name: "Sending, by Meta",
  why: "Meta stops messages for unpaid bills, missing reviews or broken rules, and says so here first.",
  look: async () => {
    const [answer, limit] = await Promise.all([findHealth(), findMessagingLimit()]);
    if ("failure" in answer)
      return refusedOrUnknown(answer.failure, "Look yourself: WhatsApp Manager > Overview.");
    const told = answer.value
      .filter(({ canSend }) => canSend === "BLOCKED" || canSend === "LIMITED")
      .map(({ type, canSend, reasons }) => {
        const says = `${ENTITIES[type] ?? type} ${canSend === "BLOCKED" ? "can’t send" : "can only send to a few people"}.`;
        const mend = reasons.join(" ") || "Meta gives no reason; see WhatsApp Manager > Overview.";
        return canSend === "BLOCKED" ? red(says, mend) : yellow(says, mend);
      });
    const most = "value" in limit && limit.value ? ` Limit: ${limit.value}.` : "";
    return worstOf(told) ?? green(`Nothing is blocked.${most}`);
  },
};

/** All findings as one: the worst light, and what each says. */
function worstOf(findings: Finding[]): Finding | null {
  const [first] = findings;
  if (!first) return null;
  return {
    light: findings.some(({ light }) => light === "red") ? "red" : first.light,
    says: findings.map(({ says }) => says).join(" "),
    mend: findings.flatMap(({ mend }) => mend ?? []).join(" "),
    canRepair: false,
  };
}
