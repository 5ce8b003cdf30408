import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { LONGEST_CONSENT } from "#lib/outbox/consent-limit";

interface ConsentFieldProps {
  consent: string;
  onChange: (consent: string) => void;
}

/** Staff have just pressed Send: what they are asked next is shown, and read out. */
function focus(field: HTMLInputElement | null): void {
  field?.focus();
}

/** How the person agreed to get announcements: asked where nobody has recorded it yet, and sent with the template. */
export function ConsentField({ consent, onChange }: ConsentFieldProps) {
  return (
    <Field
      label="How did they agree to get announcements?"
      hint="For example: signed form, 12 Nov. We keep it with your name and the time. If they didn’t agree, choose another template."
    >
      {(ids) => (
        <Input
          {...ids}
          ref={focus}
          name="consent"
          value={consent}
          maxLength={LONGEST_CONSENT}
          autoComplete="off"
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
