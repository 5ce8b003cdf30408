import { BrandMark } from "#components/brand";
import { Bubble } from "#components/bubble";
import { WhatsappText } from "#components/whatsapp-text";

const ADDRESS = "👉 …/whatsapp/link?token=…";

const REMINDER = `*Class today*
Hi John, your *Biology* class starts at 18:00.`;

function linked(platform: string): string {
  return `✅ Account Linked

This WhatsApp is now connected to your ${platform} account:

👤 John Smith`;
}

/** A chat with the bot from “link” to the first message of a teacher, as it looks on a phone. It comes in message by message. */
export function SampleChat({ platform }: { platform: string }) {
  const bot = { author: platform };
  const student = { author: "You", isOwn: true };
  return (
    <figure
      aria-label="Example of a chat with the bot"
      className="overflow-hidden rounded-[2rem] border border-line bg-chat-wall shadow-raised"
    >
      <div className="flex items-center gap-3 border-line border-b bg-surface px-5 py-3">
        <BrandMark className="size-10 shrink-0" />
        <div className="min-w-0">
          <p className="font-semibold leading-tight">{platform}</p>
          <p className="text-ink-soft text-sm">replies at once</p>
        </div>
      </div>
      <div className="flex flex-col gap-3 p-4 sm:p-5">
        <Bubble {...student} turn={0} time="12:00">
          link
        </Bubble>
        <Bubble {...bot} turn={1} time="12:00">
          <WhatsappText
            text={`🔗 Account Linking\n\nTo link your ${platform} account, open this link in your browser:\n\n`}
          />
          <span className="text-chat-link [overflow-wrap:anywhere]">{ADDRESS}</span>
        </Bubble>
        <Bubble {...bot} turn={2} time="12:01">
          <WhatsappText text={linked(platform)} />
        </Bubble>
        <Bubble {...bot} turn={3} time="17:30">
          <WhatsappText text={REMINDER} />
        </Bubble>
        <Bubble {...student} turn={4} time="17:31">
          I’ll be there
        </Bubble>
      </div>
    </figure>
  );
}
