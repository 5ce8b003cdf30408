import { DoorOpen, EyeOff, KeyRound } from "#components/ui/icons";

/** What keeps a student safe here, and what they must never do. */
export function Trust({ platform }: { platform: string }) {
  const points = [
    {
      Icon: KeyRound,
      title: "No password in the chat",
      words: `The bot never asks for it. You sign in to ${platform} on this site, and see both sides before anything is linked.`,
    },
    {
      Icon: EyeOff,
      title: "Never share a link or a code",
      words:
        "Each works once, and only for a short time. Anyone who asks you for one wants to read your messages.",
    },
    {
      Icon: DoorOpen,
      title: "Leave any time",
      words: "Send “unlink” in the chat, or press Unlink in your settings. It takes effect at once.",
    },
  ];
  return (
    <section aria-labelledby="trust-heading" className="flex flex-col gap-8">
      <h2 id="trust-heading" className="font-semibold text-3xl">
        Your privacy
      </h2>
      <ul className="grid gap-x-5 gap-y-8 md:grid-cols-3">
        {points.map(({ Icon, title, words }) => (
          <li key={title} className="flex items-start gap-4">
            <span className="grid size-11 shrink-0 place-items-center rounded-full bg-brand-soft text-brand-text">
              <Icon aria-hidden className="size-5" />
            </span>
            <div className="min-w-0">
              <h3 className="font-semibold text-lg">{title}</h3>
              <p className="mt-1 text-ink-soft">{words}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
