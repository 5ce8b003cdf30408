import { ChatLink } from "#components/chat-link";
import { PasteToken } from "./paste-token.tsx";

interface HowToLinkProps {
  chatUrl: string | null;
  platform: string;
  onLinked: () => void;
}

/** The three steps to a link, the button that begins them, and the way round for a token that cannot be tapped. */
export function HowToLink({ chatUrl, platform, onLinked }: HowToLinkProps) {
  const steps = [
    `Open our chat in WhatsApp and send the word “link”.`,
    "Tap the link in the answer.",
    `Check that it is you, and press “Link my accounts”.`,
  ];
  return (
    <>
      <p>Link your WhatsApp, and your messages from {platform} reach you there.</p>
      <ol className="flex flex-col gap-3">
        {steps.map((step, index) => (
          <li key={step} className="flex gap-3">
            <span
              aria-hidden
              className="grid size-7 shrink-0 place-items-center rounded-full bg-brand-soft font-semibold text-brand-text text-sm"
            >
              {index + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
      <div>
        <ChatLink url={chatUrl}>Open WhatsApp</ChatLink>
      </div>
      <PasteToken onLinked={onLinked} />
    </>
  );
}
