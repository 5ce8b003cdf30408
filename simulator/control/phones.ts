import { z } from "zod";
import { Refusal } from "../http.ts";
import { createPhone, findByNumber, parseNumber, showPhone } from "../phones.ts";
import { readChat } from "../webhooks/statuses.ts";
import { phoneChanged, removePhone, setOnline } from "../world.ts";
import { type ControlRoutes, parseControl, requirePhone } from "./call.ts";

const phoneNumber = z.string().transform((text, context) => {
  const digits = parseNumber(text);
  if (digits) return `+${digits}`;
  context.addIssue({ code: "custom", message: "is not a phone number with its country code" });
  return z.NEVER;
});

const sharing = {
  sharesNumber: z.boolean().optional(),
  sharesUserId: z.boolean().optional(),
  blanks: z.enum(["absent", "empty", "null"]).optional(),
};

const newPhone = z.strictObject({
  name: z.string().trim().min(1).max(100),
  phone: phoneNumber.nullable(),
  username: z
    .string()
    .regex(/^@?[\w.]{3,30}$/)
    .nullish()
    .transform((name) => (name ? `@${name.replace("@", "")}` : null)),
  bsuid: z
    .string()
    .regex(/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/)
    .optional(),
  autoRead: z.boolean().optional(),
  online: z.boolean().optional(),
  ...sharing,
});

const phoneChange = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  online: z.boolean().optional(),
  autoRead: z.boolean().optional(),
  readReceipts: z.boolean().optional(),
  shutWindow: z.literal(true).optional(),
  ...sharing,
});

/** Calls about the phones themselves. */
export const phoneRoutes: ControlRoutes = {
  "GET phones": ({ world }) => ({ phones: [...world.phones.byId.values()].map(showPhone) }),
  "POST phones": ({ world, body }) => {
    const fields = parseControl(newPhone, body);
    const { byBsuid } = world.phones;
    if (fields.phone && findByNumber(world.phones, fields.phone.slice(1)))
      throw new Refusal(409, "This number already has a phone.");
    if (fields.bsuid && byBsuid.has(fields.bsuid)) throw new Refusal(409, "This BSUID already has a phone.");
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const phone = createPhone(world.phones, { ...given, name: fields.name, phone: fields.phone });
    phoneChanged(world, phone);
    return showPhone(phone);
  },
  "GET phones/:id": (call) => showPhone(requirePhone(call)),
  "PATCH phones/:id": (call) => {
    const phone = requirePhone(call);
    const { online, shutWindow, ...fields } = parseControl(phoneChange, call.body);
    Object.assign(phone, fields);
    if (shutWindow) phone.lastInboundAt = 0;
    if (online !== undefined) setOnline(call.world, phone, online);
    phoneChanged(call.world, phone);
    return showPhone(phone);
  },
  "DELETE phones/:id": (call) => {
    const phone = requirePhone(call);
    removePhone(call.world, phone);
    return { deleted: true };
  },
  "GET phones/:id/messages": (call) => {
    const { messages } = requirePhone(call);
    return { messages: messages.filter(({ author, state }) => author === "student" || state !== "sent") };
  },
  "POST phones/:id/read": (call) => {
    const phone = requirePhone(call);
    readChat(call.world, phone);
    return showPhone(phone);
  },
};
