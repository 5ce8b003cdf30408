import type { z } from "zod";
import { callGraph, callGraphAs, type GraphCaller, type GraphOutcome } from "../graph.ts";

/** What Meta told, or what came of the call that was to tell it. */
export type Answer<T> = { value: T } | { failure: Failure };

/** Why Meta told nothing; "odd": something that cannot be read. */
export type Failure = Exclude<GraphOutcome, { kind: "succeeded" }> | { kind: "odd" };

/** Asks Meta for something in the shape of a schema, in our own name or, with an app's token, in that app's. */
export async function ask<T>(schema: z.ZodType<T>, path: string, caller?: GraphCaller): Promise<Answer<T>> {
  const outcome = caller ? await callGraphAs(caller, "GET", path) : await callGraph("GET", path);
  if (outcome.kind !== "succeeded") return { failure: outcome };
  const parsed = schema.safeParse(outcome.body);
  return parsed.success ? { value: parsed.data } : { failure: { kind: "odd" } };
}

/** An answer with its value changed. */
export function mapAnswer<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return "value" in answer ? { value: change(answer.value) } : answer;
}

/** The app's own name in calls about the app itself: not a token's, so there is nothing to prove. */
export function appCaller(appId: string, appSecret: string): GraphCaller {
  return { token: `${appId}|${appSecret}`, appSecret: null };
}
