/** Says that signing in takes longer than usual, once it does. */
export function SlowNote({ isSlow }: { isSlow: boolean }) {
  return (
    <p role="status" className="text-ink-soft empty:hidden">
      {isSlow && "This takes a little longer than usual. Please stay on this page."}
    </p>
  );
}
