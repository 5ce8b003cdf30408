let isLeaving = false;

/** Notes that this page ends its session itself and then goes on by itself, or that it could not. */
export function setLeaving(leaving: boolean): void {
  isLeaving = leaving;
}

/** Whether this page is ending its session itself: what is refused meanwhile is no news. */
export function isLeavingByItself(): boolean {
  return isLeaving;
}
