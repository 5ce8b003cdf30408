import type { ChatMessage } from "../chat.ts";
import { strikes } from "../faults.ts";
import { statusError } from "../graph/errors.ts";
import type { Json } from "../json.ts";
import type { OutboxMessage } from "../outbox.ts";
import { pause } from "../pause.ts";
import type { Phone } from "../phones.ts";
import { isThere, messageChanged, takeTurn, type World, whenOnline } from "../world.ts";
import { withBlanks, withoutParts } from "./blanks.ts";
import { deliver } from "./deliver.ts";
import { contactOf, sharedIdentity, timestampOf } from "./envelope.ts";

type Journey = { phone: Phone; message: OutboxMessage; chatMessage: ChatMessage | null };

/** The `statuses` value for one status of one message. */
function statusValue(phone: Phone, message: OutboxMessage, status: string, extra: Json = {}): Json {
  const failed = status === "failed";
  const isFirst = status === "sent" || status === "delivered";
  const pricing = { billable: true, pricing_model: "PMP", type: "regular", category: message.category };
  const { waId, userId } = sharedIdentity(phone);
  return {
    ...(failed ? {} : { contacts: [contactOf(phone)] }),
    statuses: [
      {
        id: message.id,
        status,
        timestamp: timestampOf(Date.now()),
        ...withBlanks(phone.blanks, {
          recipient_id: waId,
          recipient_user_id: failed && message.to ? null : userId,
          recipient_parent_user_id: null,
          biz_opaque_callback_data: message.biz_opaque_callback_data,
        }),
        ...withoutParts(phone.blanks, "conversation", "pricing", "errors"),
        ...(isFirst ? { pricing } : {}),
        ...extra,
      },
    ],
  };
}

/** Posts one status now; resolves with what the first post got. */
export function postStatus(world: World, { phone, message }: Journey, status: string, extra: Json = {}) {
  message.statuses.push(status);
  const value = statusValue(phone, message, status, extra);
  const summary = `${status} · ${phone.name}`;
  return deliver(world, { kind: "status", summary, phoneId: phone.id, value }).firstOutcomes;
}

function report(world: World, journey: Journey, status: string): void {
  const { faults } = world;
  if (faults.noStatuses || (status === "delivered" && faults.dropDelivered)) return;
  const times = faults.duplicateStatuses ? 2 : 1;
  for (let time = 0; time < times; time += 1) {
    if (faults.shuffleStatuses) {
      const wait = strikes(50) ? 0 : faults.statusGapMs * 4 * Math.random();
      void pause(wait, world.closing.signal).then((open) => (open ? postStatus(world, journey, status) : []));
    } else {
      takeTurn(world, `status ${journey.message.id}`, () => postStatus(world, journey, status));
    }
  }
}

async function gap(world: World): Promise<boolean> {
  return pause(world.faults.statusGapMs * (0.6 + Math.random()), world.closing.signal);
}

function arrive(world: World, journey: Journey): void {
  const { phone, chatMessage } = journey;
  report(world, journey, "delivered");
  if (!chatMessage) return;
  chatMessage.state = "delivered";
  chatMessage.at = Date.now();
  phone.messages = [...phone.messages.filter((message) => message !== chatMessage), chatMessage];
  phone.typingUntil = 0;
  messageChanged(world, phone, chatMessage);
  if (phone.autoRead) void gap(world).then((open) => open && readChat(world, phone));
}

/** Leads an accepted message to its phone: sent, delivered once on line, read when it is seen. */
export async function beginJourney(world: World, journey: Journey, sentAlready: boolean): Promise<void> {
  const { phone } = journey;
  const goesOn = async () => (await gap(world)) && isThere(world, phone);
  if (!phone.isOnWhatsApp) {
    if (await goesOn()) await postStatus(world, journey, "failed", { errors: [statusError(131026)] });
    return;
  }
  if (!sentAlready) {
    if (!(await goesOn())) return;
    report(world, journey, "sent");
  }
  if (!journey.chatMessage || !(await goesOn())) return;
  whenOnline(world, phone, () => arrive(world, journey));
}

/** Posts `sent` before the call gets its response, as Meta is known to do at times. */
export async function sentBeforeResponse(world: World, journey: Journey): Promise<boolean> {
  if (!world.faults.statusesBeforeResponse || world.faults.noStatuses) return false;
  await postStatus(world, journey, "sent");
  return true;
}

/** The person has the chat before their eyes: everything that arrived is read. */
export function readChat(world: World, phone: Phone): void {
  if (!phone.online) return;
  const unread = phone.messages.filter(({ author, state }) => author === "business" && state === "delivered");
  for (const chatMessage of unread) {
    chatMessage.state = "read";
    messageChanged(world, phone, chatMessage);
    const message = world.outbox.get(chatMessage.id);
    if (message && phone.readReceipts) report(world, { phone, message, chatMessage }, "read");
  }
}
