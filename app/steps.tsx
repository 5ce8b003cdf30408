import { BadgeCheck, MessageCircle, MousePointerClick } from "#components/ui/icons";

/** How linking goes, in three steps. */
export function Steps({ platform }: { platform: string }) {
  const steps = [
    {
      Icon: MessageCircle,
      title: "Send “link”",
      words: "Open our chat in WhatsApp and send the word “link”. The bot replies with a link just for you.",
    },
    {
      Icon: MousePointerClick,
      title: "Tap the link",
      words: `Sign in with your ${platform} account. You’ll see both sides: your WhatsApp and your account.`,
    },
    {
      Icon: BadgeCheck,
      title: "Confirm",
      words: "Press one button. We’ll also tell you in the chat. You can unlink at any time.",
    },
  ];
  return (
    <section aria-labelledby="steps-heading" className="flex flex-col gap-8">
      <h2 id="steps-heading" className="font-semibold text-3xl">
        Three steps, one minute
      </h2>
      <ol className="grid gap-5 md:grid-cols-3">
        {steps.map(({ Icon, title, words }, index) => (
          <li
            key={title}
            className="flex flex-col gap-3 rounded-2xl border border-line bg-surface p-6 shadow-card"
          >
            <span className="flex items-center justify-between text-brand-text">
              <Icon aria-hidden className="size-8" />
              <span aria-hidden className="font-semibold text-ink-soft text-lg">
                {index + 1}
              </span>
            </span>
            <h3 className="font-semibold text-xl">{title}</h3>
            <p className="text-ink-soft">{words}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
