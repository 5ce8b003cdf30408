import { ChatLink } from "#components/chat-link";
import { agreeByLinking } from "#lib/people/agreements";
import { Invite } from "./invite.tsx";
import { PasteToken } from "./paste-token.tsx";

interface HowToLinkProps {
  /** Opens the chat with "link" written; null while our number is not known. */
  chatUrl: string | null;
  platform: string;
}

/** The way to a link that begins here, and those that begin in the chat. */
export function HowToLink({ chatUrl, platform }: HowToLinkProps) {
  return (
    <>
      <p>Link your WhatsApp to get your messages from {platform} there. Send one message, then reply YES.</p>
      <p className="text-ink-soft">{agreeByLinking(platform)}</p>
      <Invite />
      <section
        aria-labelledby="from-chat"
        className="flex flex-col items-start gap-4 border-line border-t pt-5"
      >
        <div>
          <h3 id="from-chat" className="font-semibold">
            Or start in the chat
          </h3>
          <p className="mt-1 text-ink-soft">
            Send the word “link” to our bot and tap the link in its reply, or paste the token here.
          </p>
        </div>
        <ChatLink url={chatUrl} variant="secondary">
          Send “link” in WhatsApp
        </ChatLink>
        <PasteToken />
      </section>
    </>
  );
}
