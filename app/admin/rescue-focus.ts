/** What had the focus may be gone with what was done: then the first of these headings that is there gets it. */
export function rescueFocus(...headingIds: string[]): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const headings = headingIds.map((id) => document.getElementById(id));
    headings.find((heading) => heading !== null)?.focus();
  });
}
