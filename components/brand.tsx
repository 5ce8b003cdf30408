/** The mark: a speech bubble that wears a graduation cap. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="9" fill="#0b6650" />
      <path d="M7 24.5V13a3 3 0 0 1 3-3h12a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H11.2z" fill="#fff" />
      <path d="M16 5.5 26.5 10 16 14.5 5.5 10z" fill="#25d366" />
      <path d="M10.5 12.2v3c1.4 1.5 3.4 2.2 5.5 2.2s4.1-.7 5.5-2.2v-3L16 14.5z" fill="#0b6650" />
      <path d="M24.8 10.6v4.6" stroke="#25d366" strokeWidth="1.4" strokeLinecap="round" />
    </svg>
  );
}
