import type { z } from "zod";
import { Refusal } from "../http.ts";
import type { Json } from "../json.ts";
import type { Phone } from "../phones.ts";
import type { World } from "../world.ts";

type ControlCall = { world: World; id: string; query: URLSearchParams; body: Json };

export type ControlRoutes = Record<string, (call: ControlCall) => unknown>;

/** The body in the shape asked for, or 422 with the first thing that is wrong. */
export function parseControl<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(422, `${issue?.path.join(".") || "body"}: ${issue?.message ?? "is wrong"}`);
}

/** The phone that the path names, or 404. */
export function requirePhone({ world, id }: Pick<ControlCall, "world" | "id">): Phone {
  const phone = world.phones.byId.get(id);
  if (!phone) throw new Refusal(404, "There is no such phone.");
  return phone;
}
