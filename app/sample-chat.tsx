import { BrandMark } from "#components/brand";
import { Bubble } from "#components/bubble";
import { WhatsappText } from "#components/whatsapp-text";

function welcome(platform: string): string {
  return `🎓 Welcome to ${platform} Platform!

I can help you take tests and access your study materials.`;
}

const ADDRESS = "👉 …/whatsapp/link?token=…";

function status(platform: string): string {
  return `✅ Account Status: Linked

👤 ${platform} Account: John Smith
🎭 Role: student

Ready to take tests! 🎓`;
}

/** A chat with the bot from “hi” to linked, as it looks on a phone. */
export function SampleChat({ platform }: { platform: string }) {
  return (
    <figure
      aria-label="Example of a chat with the bot"
      className="mx-auto w-full max-w-sm overflow-hidden rounded-[2rem] border border-line bg-chat-wall shadow-raised"
    >
      <div className="flex items-center gap-3 border-line border-b bg-surface px-4 py-3">
        <BrandMark className="size-10" />
        <div>
          <p className="font-semibold leading-tight">{platform}</p>
          <p className="text-ink-soft text-sm">answers at once</p>
        </div>
      </div>
      <div className="flex flex-col gap-2.5 p-4">
        <Bubble isOwn time="12:00">
          hi
        </Bubble>
        <Bubble time="12:00">
          <WhatsappText text={welcome(platform)} />
        </Bubble>
        <Bubble isOwn time="12:01">
          link
        </Bubble>
        <Bubble time="12:01">
          <WhatsappText
            text={`🔗 Account Linking\n\nTo link your ${platform} account, open this link in your browser:\n\n`}
          />
          <span className="text-chat-link">{ADDRESS}</span>
        </Bubble>
        <Bubble isOwn time="12:03">
          status
        </Bubble>
        <Bubble time="12:03">
          <WhatsappText text={status(platform)} />
        </Bubble>
      </div>
    </figure>
  );
}
