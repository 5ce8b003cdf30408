"use client";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { inWords } from "../call-api.ts";
import { type DemoAccount, DemoAccounts } from "./demo-accounts.tsx";
import { FormFailure } from "./form-failure.tsx";
import { PasswordInput } from "./password-input.tsx";
import { signIn } from "./sign-in.ts";

interface SignInFormProps {
  /** The path to go on to. */
  next: string;
  demo: { accounts: readonly DemoAccount[]; password: string } | null;
}

/** E-mail and password; goes on only when they are right. */
export function SignInForm({ next, demo }: SignInFormProps) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const emailError = isTried && !/^\S+@\S+$/.test(email.trim()) ? "Write your e-mail address here." : null;
  const passwordError = isTried && !password ? "Write your password here." : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure(null);
    if (isBusy || !/^\S+@\S+$/.test(email.trim()) || !password) return;
    setBusy(true);
    try {
      await signIn(email, password);
      window.location.assign(next);
    } catch (error) {
      setFailure(inWords(error));
      setBusy(false);
    }
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      {failure && <FormFailure>{failure}</FormFailure>}
      <Field label="E-mail" error={emailError}>
        {(ids) => (
          <Input
            {...ids}
            type="email"
            name="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label="Password" error={passwordError}>
        {(ids) => <PasswordInput ids={ids} value={password} onChange={setPassword} />}
      </Field>
      <Button type="submit" size="large" width="full" isBusy={isBusy}>
        Sign in
      </Button>
      {demo && (
        <DemoAccounts
          accounts={demo.accounts}
          onChoose={(chosen) => {
            setEmail(chosen);
            setPassword(demo.password);
            setFailure(null);
          }}
        />
      )}
    </form>
  );
}
