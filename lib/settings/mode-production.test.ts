import { expect, test } from "vitest";
import { type Given, onThisMachine, real, simulated } from "./mode.cases.ts";
import { decideMode } from "./mode.ts";

const { WHATSAPP_ACCESS_TOKEN: _, ...withoutToken } = real;

const PRODUCTIONS: [string, Given, string][] = [
  ["everything", real, "WHATSAPP_ACCESS_TOKEN"],
  [
    "a token from a file",
    { ...withoutToken, WHATSAPP_ACCESS_TOKEN_FILE: "/run/secrets/token" },
    "WHATSAPP_ACCESS_TOKEN_FILE",
  ],
  ["a misspelt token", { ...withoutToken, WHATSAPP_ACESS_TOKEN: "EAAG" }, "WHATSAPP_PHONE_NUMBER_ID"],
  ["an empty token", { ...withoutToken, WHATSAPP_ACCESS_TOKEN: "" }, "WHATSAPP_PHONE_NUMBER_ID"],
  ["a blank token", { ...withoutToken, WHATSAPP_ACCESS_TOKEN: "  " }, "WHATSAPP_ACCESS_TOKEN"],
  ["a token alone", { WHATSAPP_ACCESS_TOKEN: "EAAG" }, "WHATSAPP_ACCESS_TOKEN is given"],
  [
    "a token of the simulator, without asking for the demo",
    { ...simulated, CONNECT_DEMO: undefined, WHATSAPP_API_URL: undefined },
    "WHATSAPP_ACCESS_TOKEN is given",
  ],
  [
    "a token file alone",
    { WHATSAPP_ACCESS_TOKEN_FILE: "/run/secrets/token" },
    "WHATSAPP_ACCESS_TOKEN_FILE is given",
  ],
  ["a blank token alone", { WHATSAPP_ACCESS_TOKEN: " " }, "WHATSAPP_ACCESS_TOKEN is given, but blank"],
  ["a quoted nothing", { WHATSAPP_ACCESS_TOKEN: '""' }, "WHATSAPP_ACCESS_TOKEN is given"],
  ["a number id alone", { WHATSAPP_PHONE_NUMBER_ID: "106540352242922" }, "WHATSAPP_PHONE_NUMBER_ID is given"],
  [
    "the demo's number id alone",
    { WHATSAPP_PHONE_NUMBER_ID: "100000000000001" },
    "WHATSAPP_PHONE_NUMBER_ID is given",
  ],
  ["an account id alone", { WHATSAPP_BUSINESS_ACCOUNT_ID: "1022" }, "WHATSAPP_BUSINESS_ACCOUNT_ID is given"],
  [
    "an app secret alone",
    { WHATSAPP_WEBHOOK_SECRET: "0123456789abcdef" },
    "WHATSAPP_WEBHOOK_SECRET is given",
  ],
  [
    "a file of app secrets alone",
    { WHATSAPP_WEBHOOK_SECRET_FILE: "/run/secrets/app" },
    "WHATSAPP_WEBHOOK_SECRET_FILE is given",
  ],
  [
    "a verify token of its own alone",
    { WHATSAPP_VERIFY_TOKEN: "of-our-own-0123456" },
    "WHATSAPP_VERIFY_TOKEN is given",
  ],
  [
    "a public webhook alone",
    { WHATSAPP_WEBHOOK_URL: real.WHATSAPP_WEBHOOK_URL },
    "WHATSAPP_WEBHOOK_URL leads to another machine",
  ],
  [
    "a webhook in the house",
    { WHATSAPP_WEBHOOK_URL: "http://10.0.0.5/hook" },
    "WHATSAPP_WEBHOOK_URL leads to another machine",
  ],
  [
    "the Graph API alone",
    { WHATSAPP_API_URL: "https://graph.facebook.com" },
    "WHATSAPP_API_URL leads to another machine",
  ],
  [
    "an address that cannot be read",
    { WHATSAPP_API_URL: "localhost:3001" },
    "WHATSAPP_API_URL leads to another machine",
  ],
  ["a remote database alone", { DATABASE_URL: real.DATABASE_URL }, "DATABASE_URL leads to another machine"],
  [
    "a database that is elsewhere by its parameter",
    { DATABASE_URL: "postgresql://localhost/x?host=db.example.edu" },
    "DATABASE_URL leads to another machine",
  ],
  [
    "a database that PGHOST leads elsewhere",
    { DATABASE_URL: "postgresql:///x", PGHOST: "db.example.edu" },
    "DATABASE_URL leads to another machine",
  ],
  [
    "a public page address alone",
    { NEXTAUTH_URL: "https://connect.example.edu" },
    "NEXTAUTH_URL leads to another machine",
  ],
  [
    "a page address behind a proxy of this machine",
    { NEXTAUTH_URL: "https://localhost" },
    "NEXTAUTH_URL is an https address",
  ],
  [
    "a school's sign-in alone",
    { OIDC_ISSUER: "https://login.example.edu" },
    "OIDC_ISSUER leads to another machine",
  ],
  [
    "a misspelt token alone",
    { WHATSAPP_ACESS_TOKEN: "EAAG" },
    "WHATSAPP_ACESS_TOKEN is not a setting of this program; perhaps WHATSAPP_ACCESS_TOKEN is meant",
  ],
  [
    "an unknown name of WhatsApp's",
    { WHATSAPP_TOKEN: "EAAG" },
    "WHATSAPP_TOKEN is not a setting of this program",
  ],
  ["a name in small letters", { whatsapp_access_token: "EAAG" }, "whatsapp_access_token is not a setting"],
  ["a misspelt beginning", { WHATSAP_ACCESS_TOKEN: "EAAG" }, "WHATSAP_ACCESS_TOKEN is not a setting"],
  [
    "two letters swapped",
    { WHATSAPP_ACCESS_TOKNE_FILE: "/x" },
    "perhaps WHATSAPP_ACCESS_TOKEN_FILE is meant",
  ],
  ["a misspelt database", { DATABSE_URL: "postgresql://db.example.edu/x" }, "perhaps DATABASE_URL is meant"],
  ...[
    "WHATSAP_TOKEN",
    "WATSAPP_TOKEN",
    "WHATAPP_TOKEN",
    "WHASTAPP_PHONE_ID",
    "WHATSSAPP_TOKEN",
    "WHATSUPP_TOKEN",
    "Whats-App.Token",
    "MY_WHATSAPP_TOKEN",
    "PROD_WHATSAPP_ACCESS_TOKEN",
    "export WHATSAPP_ACCESS_TOKEN",
    "set WHATSAPP_TOKEN",
    "export DATABASE_URL",
    "\ufeffDATABASE_URL",
    " NEXTAUTH_SECRET",
    "DATABASE_URL_FILE",
    "NEXTAUTH_SECRET_FILE",
    "OIDC_CLIENT_SECRET_FILE",
    "WHATSAPP_VERIFY_TOKEN_FILE",
  ].map((name): [string, Given, string] => [
    `a name that is nearly one: ${name}`,
    { [name]: "x" },
    `${name} is not a setting of this program`,
  ]),
  ["no demo, please", { CONNECT_DEMO: "0" }, "CONNECT_DEMO says no"],
  ["a switch that nobody understands", { CONNECT_DEMO: "perhaps" }, "CONNECT_DEMO says no"],
  [
    "real credentials through a proxy on this machine",
    { ...real, WHATSAPP_API_URL: "http://127.0.0.1:9000" },
    "WHATSAPP_ACCESS_TOKEN is given",
  ],
  [
    "real credentials and a database elsewhere",
    { ...onThisMachine, DATABASE_URL: real.DATABASE_URL },
    "WHATSAPP_ACCESS_TOKEN is given",
  ],
  [
    "real credentials with Graph's own address",
    { ...onThisMachine, WHATSAPP_API_URL: undefined },
    "WHATSAPP_ACCESS_TOKEN is given",
  ],
  ["real credentials and no NODE_ENV", { ...real, NODE_ENV: undefined }, "WHATSAPP_ACCESS_TOKEN is given"],
  [
    "real credentials and a word for NODE_ENV that is none",
    { ...real, NODE_ENV: "staging" },
    "WHATSAPP_ACCESS_TOKEN is given",
  ],
];

test.each(PRODUCTIONS)("production: %s", (_words, given, because) => {
  const decision = decideMode({ NODE_ENV: "production", ...given });
  expect(decision.mode).toBe("production");
  expect(decision.because).toContain(because);
});
