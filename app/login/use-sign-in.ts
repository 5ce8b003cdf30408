"use client";
import { useState } from "react";
import { ApiFailure, inWords } from "../call-api.ts";
import { signIn } from "./sign-in.ts";

/** After many wrong tries by anybody, a response takes up to ten seconds. */
const LONG_MS = 2500;

/** Signs in and goes on to `next`, and says in words what came of it if that failed. */
export function useSignIn(next: string) {
  const [isBusy, setBusy] = useState(false);
  const [isLong, setLong] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  /** Returns why it failed, as a code, or null once it leaves the page. */
  const enter = async (email: string, password: string): Promise<string | null> => {
    setBusy(true);
    setFailure(null);
    const timer = setTimeout(() => setLong(true), LONG_MS);
    try {
      await signIn(email, password);
      window.location.assign(next);
      return null;
    } catch (error) {
      setFailure(inWords(error));
      setBusy(false);
      return error instanceof ApiFailure ? error.code : "unknown";
    } finally {
      clearTimeout(timer);
      setLong(false);
    }
  };

  return { enter, isBusy, isLong, failure, forgetFailure: () => setFailure(null) };
}
