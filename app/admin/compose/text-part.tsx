"use client";
import { clsx } from "clsx";
import { Bubble } from "#components/bubble";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import { WhatsappText } from "#components/whatsapp-text";
import { LONGEST_TEXT, lengthOf } from "#lib/whatsapp/text-limit";

interface TextPartProps {
  text: string;
  onChange: (text: string) => void;
  /** Whether WhatsApp takes only templates for this person, as far as we know. */
  isWindowClosed: boolean;
  onUseTemplate: () => void;
}

/** A text in one's own words, counted as WhatsApp counts. */
export function TextPart({ text, onChange, isWindowClosed, onUseTemplate }: TextPartProps) {
  const length = lengthOf(text);
  return (
    <>
      {isWindowClosed && (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-xl bg-warn-soft px-4 py-3 text-warn-text">
          <p className="flex-1 basis-60">
            This person last wrote more than 24 hours ago. WhatsApp only accepts a template now.
          </p>
          <Button size="small" variant="secondary" onClick={onUseTemplate}>
            Use a template
          </Button>
        </div>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex flex-col gap-1.5">
          <Field label="Message">
            {(ids) => (
              <Textarea
                {...ids}
                name="message"
                value={text}
                onChange={(event) => onChange(event.target.value)}
              />
            )}
          </Field>
          <p
            className={clsx(
              "text-right text-sm tabular-nums",
              length > LONGEST_TEXT ? "text-danger-text" : "text-ink-soft",
            )}
          >
            {length} / {LONGEST_TEXT}
            <span className="sr-only"> characters</span>
          </p>
        </div>
        <figure aria-label="Preview" className="flex flex-col rounded-2xl bg-chat-wall p-4">
          <Bubble>
            {text.trim() ? (
              <WhatsappText text={text} />
            ) : (
              <span className="text-chat-soft">Your message, as the student sees it.</span>
            )}
          </Bubble>
        </figure>
      </div>
    </>
  );
}
