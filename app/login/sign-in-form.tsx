"use client";
import { type FormEvent, useRef, useState } from "react";
import { FailureNote } from "#components/failure-note";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { useIsReady } from "#components/ui/use-is-ready";
import { ApiFailure, inWords } from "../call-api.ts";
import { type DemoAccount, DemoAccounts } from "./demo-accounts.tsx";
import { PasswordInput } from "./password-input.tsx";
import { signIn } from "./sign-in.ts";

interface SignInFormProps {
  /** The path to go on to. */
  next: string;
  demo: { accounts: readonly DemoAccount[]; password: string } | null;
  /** Whether the school has no sign-in of its own, which would come first. */
  isOnlyWay: boolean;
}

/** After many wrong tries by whomever, a response takes up to ten seconds. */
const LONG_MS = 2500;

const isAddress = (text: string) => /^\S+@\S+$/.test(text.trim());

/** Email and password; goes on only when they are right. The fields keep what was written before this script ran. */
export function SignInForm({ next, demo, isOnlyWay }: SignInFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState<{ email: string; password: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isLong, setLong] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isReady = useIsReady();
  const emailError = tried && !isAddress(tried.email) ? "Enter your email address." : null;
  const passwordError = tried && !tried.password ? "Write your password here." : null;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const [email, password] = [String(fields.get("email")), String(fields.get("password"))];
    setTried({ email, password });
    setFailure(null);
    if (isBusy) return;
    if (!isAddress(email)) return focusOn(form.current, "email");
    if (!password) return focusOn(form.current, "password");
    setBusy(true);
    const timer = setTimeout(() => setLong(true), LONG_MS);
    try {
      await signIn(email, password);
      window.location.assign(next);
    } catch (error) {
      setFailure(inWords(error));
      setBusy(false);
      if (error instanceof ApiFailure && error.code === "CredentialsSignin")
        focusOn(form.current, "password");
    } finally {
      clearTimeout(timer);
      setLong(false);
    }
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
      <p role="status" className="text-ink-soft empty:hidden">
        {isLong && "This takes a little longer than usual. Please stay on this page."}
      </p>
      {demo && (
        <DemoAccounts
          accounts={demo.accounts}
          onChoose={(email) => {
            fillIn(form.current, { email, password: demo.password });
            setTried(null);
            setFailure(null);
          }}
        />
      )}
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

function fillIn(form: HTMLFormElement | null, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const field = form?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
}
