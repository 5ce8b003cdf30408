import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the page's script has taken over; a press before that would be lost. */
export function useIsReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
