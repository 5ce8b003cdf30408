/** The bottom of every page. */
export function Footer({ platform }: { platform: string }) {
  return (
    <footer className="border-line border-t">
      <div className="mx-auto flex max-w-6xl flex-wrap justify-between gap-x-6 gap-y-1 px-4 py-6 text-ink-soft text-sm sm:px-6">
        <p>{platform} Connect links your school account with your WhatsApp.</p>
        <p>Never share a link or a code with anyone.</p>
      </div>
    </footer>
  );
}
