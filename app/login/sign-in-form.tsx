"use client";
import { type FormEvent, useRef, useState } from "react";
import { FailureNote } from "#components/failure-note";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { useIsReady } from "#components/ui/use-is-ready";
import { PasswordInput } from "./password-input.tsx";
import { SlowNote } from "./slow-note.tsx";
import { useSignIn } from "./use-sign-in.ts";

interface SignInFormProps {
  /** The path to go on to. */
  next: string;
  /** Whether the school has no sign-in of its own, which would come first. */
  isOnlyWay: boolean;
}

const isAddress = (text: string) => /^\S+@\S+$/.test(text.trim());

/** Email and password; goes on only when they are right. The fields keep what was written before this script ran. */
export function SignInForm({ next, isOnlyWay }: SignInFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState<{ email: string; password: string } | null>(null);
  const { enter, isBusy, isLong, failure, forgetFailure } = useSignIn(next);
  const isReady = useIsReady();
  const emailError = tried && !isAddress(tried.email) ? "Enter your email address." : null;
  const passwordError = tried && !tried.password ? "Enter your password." : null;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const [email, password] = [String(fields.get("email")), String(fields.get("password"))];
    setTried({ email, password });
    forgetFailure();
    if (isBusy) return;
    if (!isAddress(email)) return focusOn(form.current, "email");
    if (!password) return focusOn(form.current, "password");
    if ((await enter(email, password)) === "CredentialsSignin") focusOn(form.current, "password");
  };

  return (
    // By POST, so that a password that is sent before this script runs stands in no address.
    <form
      ref={form}
      method="post"
      noValidate
      onSubmit={submit}
      onChange={() => setTried(null)}
      className="flex flex-col gap-5"
    >
      {failure && <FailureNote>{failure}</FailureNote>}
      <Field label="Email" error={emailError}>
        {(ids) => (
          <Input
            {...ids}
            type="email"
            name="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="next"
            required
          />
        )}
      </Field>
      <Field label="Password" error={passwordError}>
        {(ids) => <PasswordInput ids={ids} />}
      </Field>
      <Button
        type="submit"
        variant={isOnlyWay ? "primary" : "secondary"}
        size="large"
        width="full"
        isBusy={isBusy}
        disabled={!isReady}
      >
        Sign in
      </Button>
      <SlowNote isSlow={isLong} />
    </form>
  );
}

/** Puts the cursor where something is to be written anew, with what stands there ready to be overwritten. */
function focusOn(form: HTMLFormElement | null, name: string): void {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}
