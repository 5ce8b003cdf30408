import { count } from "../count.ts";
import { explainOpenBreaker } from "../outbox/outcome-words.ts";
import type { OpenBreaker } from "../outbox/sending/circuit-breaker.ts";
import { durationInWords } from "../time.ts";
import type { Channel } from "./channel.ts";
import type { FailureCause } from "./failures.ts";
import { findClockFault, findTemplatesFault, isAboutClocks } from "./faults.ts";
import type { Signs } from "./figures.ts";
import type { Incoming } from "./incoming.ts";
import { SILENT_MINUTES } from "./silent.ts";
import type { RedCheck } from "./watch/standing.ts";
import { LATE_SECONDS } from "./workers.ts";

/** Something that isn't well: how bad it is, what it is, and what to do; with "wait", there's nothing to do. */
export interface Problem {
  id: string;
  tone: "bad" | "wait" | "warning";
  says: string;
  mend: string;
}

/** What is judged. */
interface Facts {
  channel: Channel;
  incoming: Incoming;
  signs: Signs;
  red: RedCheck[];
  causes: FailureCause[];
  silent: number;
}

/** The worst first. */
const TONES: Problem["tone"][] = ["bad", "wait", "warning"];

/** All that isn't well, the worst first; nothing when all is. */
export function listProblems(facts: Facts, now = new Date()): Problem[] {
  const found = [
    ofChannel(facts),
    ofSetUp(facts),
    ofClock(facts.signs),
    ofIncoming(facts, now),
    ofSilence(facts.silent),
    ofFailures(facts.causes),
    ofDeadLetters(facts.signs),
    ofTemplates(facts.signs),
  ];
  return found
    .filter((problem) => problem !== null)
    .toSorted((one, other) => TONES.indexOf(one.tone) - TONES.indexOf(other.tone));
}

function ofChannel({ channel: { state, says }, signs: { openBreaker } }: Facts): Problem | null {
  if (!says) return openBreaker && ofIdleBreaker(openBreaker);
  if (state === "no_worker")
    return { id: state, tone: "bad", says, mend: "Start it: npm start runs one. Look at its log first." };
  if (openBreaker?.reason === "outage")
    return {
      id: "outage",
      tone: "wait",
      says: "WhatsApp is down.",
      mend: "There’s nothing to do: messages are sent as soon as it’s back.",
    };
  if (state === "stopped")
    return {
      id: state,
      tone: "bad",
      says,
      mend: "The set-up page says what to do. Until it works, we try one message at a time.",
    };
  return { id: state, tone: "warning", says, mend: "See below what they wait for." };
}

/** With nothing that waits, nothing is tried: it may be over. */
function ofIdleBreaker(breaker: OpenBreaker): Problem {
  const says = `Sending stopped. ${explainOpenBreaker(breaker)}`;
  return {
    id: "idle",
    tone: "warning",
    says,
    mend: "Nothing is waiting. The next message shows whether it’s over.",
  };
}

/** Clocks that differ now stand for themselves, whatever the check of the set-up is that also says so. */
function ofSetUp({ red: checks, signs }: Facts): Problem | null {
  const red = findClockFault(signs) ? checks.filter((check) => !isAboutClocks(check)) : checks;
  if (red.length === 0) return null;
  const names = red.map(({ name }) => name).join(", ");
  const says = `${count(red.length, "check")} of the set-up ${red.length === 1 ? "is" : "are"} red: ${names}.`;
  return { id: "set_up", tone: "bad", says, mend: "The set-up page says what to do." };
}

function ofClock(signs: Signs): Problem | null {
  const fault = findClockFault(signs);
  return fault && { id: "clock", tone: "bad", ...fault };
}

function ofIncoming({ incoming: { since, waiting }, channel }: Facts, now: Date): Problem | null {
  if (!since || channel.state === "no_worker" || now.getTime() - since.getTime() < LATE_SECONDS * 1000)
    return null;
  const says = `${count(waiting, "event")} from WhatsApp ${waiting === 1 ? "has" : "have"} waited for more than a minute to be processed.`;
  return { id: "incoming", tone: "warning", says, mend: "If the number keeps growing, run another worker." };
}

function ofSilence(silent: number): Problem | null {
  if (silent === 0) return null;
  const says = `WhatsApp accepted ${count(silent, "message")} more than ${durationInWords(SILENT_MINUTES)} ago, and has told us nothing about ${silent === 1 ? "it" : "them"} since.`;
  return { id: "silent", tone: "warning", says, mend: "Ask WhatsApp about one of them below." };
}

function ofFailures(causes: FailureCause[]): Problem | null {
  const ours = causes.filter(({ actor, day }) => actor === "admin" && day > 0);
  const [worst] = ours;
  if (!worst) return null;
  const sum = ours.reduce((total, { day }) => total + day, 0);
  const says = `${count(sum, "message")} failed in the last 24 hours for a reason that an admin can fix.`;
  return { id: "failures", tone: "warning", says, mend: worst.says };
}

function ofDeadLetters({ unreadable, failed }: Signs): Problem | null {
  if (unreadable + failed === 0) return null;
  const says = `${count(unreadable + failed, "event")} couldn’t be processed.`;
  return { id: "dead_letters", tone: "warning", says, mend: "Nothing is lost. Try them again below." };
}

function ofTemplates(signs: Signs): Problem | null {
  const fault = findTemplatesFault(signs);
  return fault && { id: "templates", tone: "warning", ...fault };
}
