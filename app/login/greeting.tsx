import { Exchange } from "#components/exchange";
import { ShieldCheck } from "#components/ui/icons";

interface GreetingProps {
  title: string;
  asked: string;
  words: string;
}

/** Why one is here, and where alone a password belongs. */
export function Greeting({ title, asked, words }: GreetingProps) {
  return (
    <div className="flex flex-col gap-6">
      <h1 className="font-semibold text-3xl">{title}</h1>
      <Exchange asked={asked}>
        <p>{words}</p>
      </Exchange>
      <p className="hidden gap-2.5 text-ink-soft lg:flex">
        <ShieldCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-brand-text" />
        Only enter your password on this page. The bot never asks for it.
      </p>
    </div>
  );
}
