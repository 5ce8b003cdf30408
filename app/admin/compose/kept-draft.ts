"use client";
import { useEffect, useState } from "react";

const KEY = "connect.draft";

/**
 * State that this tab keeps for `owner` while they have to sign in again, so that what they were writing is not lost; for
 * anybody else it is gone.
 */
export function useKeptDraft<T extends object>(
  owner: string,
  empty: T,
): [T, (change: (now: T) => T) => void] {
  const [draft, setDraft] = useState(empty);
  const [isRestored, setRestored] = useState(false);
  useEffect(() => {
    const kept = read<T>(owner);
    // What an earlier version kept may lack members.
    if (kept) setDraft({ ...empty, ...kept });
    setRestored(true);
  }, [owner, empty]);
  useEffect(() => {
    if (isRestored) sessionStorage.setItem(KEY, JSON.stringify({ owner, draft }));
  }, [owner, draft, isRestored]);
  return [draft, setDraft];
}

function read<T>(owner: string): T | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as { owner: string; draft: T } | null;
    return kept?.owner === owner ? kept.draft : null;
  } catch {
    return null;
  }
}
