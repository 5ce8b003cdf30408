import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Dice } from "./dice.ts";
import { type Address, type Mailbox, messageDelivery } from "./webhooks.ts";

/** What a virtual person writes, and how the reply to each begins: by these, replies are told apart at the double. */
const WORDS = [
  { text: "status", reply: "❌" },
  { text: "hi", reply: "🎓" },
  { text: "what now?", reply: "🤔" },
] as const;

/** The bot takes nobody for a machine who writes no more than so many messages within so many milliseconds. */
const PATIENCE = { messages: 20, ms: 61_000 };

/** A virtual person. */
export interface Sender extends Address {
  /** How the replies should begin, in the order of what was acknowledged. */
  expected: string[];
  /** The ids of what was acknowledged with 200. */
  acknowledged: string[];
  /** When each was. */
  acknowledgedAt: number[];
}

/** A crowd of virtual people. */
export interface Crowd {
  senders: Sender[];
  /** Deliveries as they were posted. */
  bodies: string[];
  readonly acknowledged: number;
  /** How many repeats of earlier deliveries were taken. */
  readonly repeats: number;
  /** Everybody in turn writes, until `messages` were acknowledged; the next of one person goes out after the 200. */
  write(messages: number): Promise<void>;
}

interface CrowdPlan {
  dice: Dice;
  mailbox: () => Mailbox;
  senders: number;
  /** Percent of the deliveries that come twice: half of them at the same time, half later. */
  repeated?: number;
  connections?: number;
  /** Messages a second, all together; as fast as it goes when not given. */
  rate?: number;
  /** How many messages a person writes before it is somebody else's turn. */
  atOnce?: number;
}

let crowds = 0;

function makeSender(crowd: number, index: number): Sender {
  const number = `49${String(150_0000_0000 + crowd * 1_000_000 + index)}`;
  const bsuid = `DE.${crowd}x${index}`;
  return {
    name: `Student ${index}`,
    // Most people have both addresses; some keep their number to themselves, and some have no BSUID yet.
    phone: index % 8 === 0 ? null : number,
    bsuid: index % 8 === 1 ? null : bsuid,
    expected: [],
    acknowledged: [],
    acknowledgedAt: [],
  };
}

/** Whether the bot would not take the person for a machine who wrote now. */
function mayWrite({ acknowledgedAt }: Sender): boolean {
  const earlier = acknowledgedAt.at(-PATIENCE.messages);
  return earlier === undefined || performance.now() - earlier > PATIENCE.ms;
}

/** Brings a crowd together. */
export function gather(plan: CrowdPlan): Crowd {
  const { dice, mailbox, repeated = 0, connections = 32, rate, atOnce = 1 } = plan;
  crowds += 1;
  const crowd = crowds;
  const senders = Array.from({ length: plan.senders }, (_, index) => makeSender(crowd, index));
  const bodies: string[] = [];
  let acknowledged = 0;
  let repeats = 0;

  async function writeOne(sender: Sender): Promise<void> {
    const word = WORDS[dice.below(WORDS.length)] ?? WORDS[0];
    const wamid = `wamid.in.${randomUUID()}`;
    const body = messageDelivery(sender, wamid, word.text);
    const comesTwiceAtOnce = dice.strikes(repeated / 2);
    await Promise.all([mailbox().deliver(body), comesTwiceAtOnce && mailbox().deliver(body)]);
    sender.expected.push(word.reply);
    sender.acknowledged.push(wamid);
    sender.acknowledgedAt.push(performance.now());
    acknowledged += 1;
    bodies.push(body);
    if (comesTwiceAtOnce) repeats += 1;
    if (!dice.strikes(repeated / 2)) return;
    await mailbox().deliver(bodies[dice.below(bodies.length)] ?? body);
    repeats += 1;
  }

  async function write(messages: number): Promise<void> {
    const queue = dice.shuffle(senders);
    const begun = performance.now();
    let taken = 0;
    const connection = async () => {
      while (taken < messages) {
        const at = queue.findIndex(mayWrite);
        const [sender] = at < 0 ? [] : queue.splice(at, 1);
        if (!sender) {
          await pause(5);
          continue;
        }
        const count = Math.min(atOnce, messages - taken);
        taken += count;
        for (let number = 0; number < count; number += 1) {
          const wait = rate ? begun + ((taken - count + number) * 1000) / rate - performance.now() : 0;
          if (wait > 0) await pause(wait);
          await writeOne(sender);
        }
        queue.push(sender);
      }
    };
    await Promise.all(Array.from({ length: Math.min(connections, senders.length) }, connection));
  }

  return {
    senders,
    bodies,
    get acknowledged() {
      return acknowledged;
    },
    get repeats() {
      return repeats;
    },
    write,
  };
}
