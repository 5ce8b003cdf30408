import { expect, test } from "vitest";
import { linkTokenIn } from "../../app/whatsapp/link/cookie.ts";
import { proxy } from "../../proxy.ts";
import { newToken } from "./tokens.ts";

test.for(["", "%20", "+", "%0A", "%22", "%3E", "%0D%0A"])(
  "T16 a token that a client added %j to is in the cookie as it was, for the page and for its button",
  async (ending) => {
    const token = newToken();
    const { cookies } = await proxy(
      new Request(`http://localhost:3000/whatsapp/link?token=${token.toUpperCase()}${ending}`),
    );
    const { name, value } = cookies.getAll()[0] ?? {};
    expect({ name, value }).toEqual({ name: "link_token", value: token });
    expect(linkTokenIn(`a=b; ${name}=${value}`)).toBe(token);
  },
);
