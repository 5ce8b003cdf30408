/** What a command may know of a conversation beside its sender. */
export interface Facts {
  /** How many messages the person has sent within the last minute, the present one included. */
  messagesInLastMinute: number;
  /** When each purpose of a reply was last said to the person: within the last day, and since a suspension. */
  lastSaidAt: ReadonlyMap<string, Date>;
  /** Whether the bot has asked the question of an invitation, which may still be answered. */
  isAsked: boolean;
}

/** Whether the person was told something for this purpose since then, so that it is not said twice. */
export function wasSaid({ lastSaidAt }: Facts, purpose: string, since: Date): boolean {
  const saidAt = lastSaidAt.get(purpose);
  return saidAt !== undefined && saidAt > since;
}

/** The moment so many minutes before another. */
export function minutesBefore(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}
