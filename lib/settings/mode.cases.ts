/** Settings as they are given. */
export type Given = Record<string, string | undefined>;

/** A real number's settings in production. */
export const real = {
  WHATSAPP_ACCESS_TOKEN: "EAAGrealtoken",
  WHATSAPP_PHONE_NUMBER_ID: "106540352242922",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "102290129340398",
  WHATSAPP_WEBHOOK_URL: "https://connect.example.edu/api/whatsapp/webhook",
  WHATSAPP_WEBHOOK_SECRET: "0123456789abcdef0123456789abcdef",
  WHATSAPP_VERIFY_TOKEN: "a-verify-token-of-our-own",
  DATABASE_URL: "postgresql://connect:secret@db.example.edu/connect?sslmode=require",
  NEXTAUTH_URL: "https://connect.example.edu",
};

/** A real number's settings on a developer's machine. */
export const onThisMachine = {
  ...real,
  WHATSAPP_API_URL: "http://127.0.0.1:9000",
  WHATSAPP_WEBHOOK_URL: "http://localhost:3000/api/whatsapp/webhook",
  NEXTAUTH_URL: "http://localhost:3000",
  DATABASE_URL: "postgresql://postgres:x@127.0.0.1/connect",
};

/** What the start hands to its processes for the demo. */
export const simulated = {
  CONNECT_DEMO: "1",
  WHATSAPP_ACCESS_TOKEN: "EAAsimulator0123456789",
  WHATSAPP_PHONE_NUMBER_ID: "100000000000001",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "200000000000002",
  WHATSAPP_WEBHOOK_SECRET: "made-at-the-first-run",
  WHATSAPP_API_URL: "http://127.0.0.1:3001",
  WHATSAPP_WEBHOOK_URL: "http://localhost:3000/api/whatsapp/webhook",
};

/** Settings that make the demo. */
export const DEMOS: [string, Given][] = [
  ["nothing at all", {}],
  [
    "settings that are there but empty",
    { WHATSAPP_ACCESS_TOKEN: "", WHATSAPP_PHONE_NUMBER_ID: "", DATABASE_URL: "" },
  ],
  ["another port and name", { PORT: "4000", PLATFORM_NAME: "Example College" }],
  ["a pace", { WHATSAPP_MESSAGES_PER_SECOND: "1000", WHATSAPP_BURST_PER_PERSON: "40" }],
  ["a Graph version", { WHATSAPP_API_VERSION: "v25.0" }],
  ["an address for the chat buttons", { WHATSAPP_CHAT_URL: "https://wa.me" }],
  ["the published verify token", { WHATSAPP_VERIFY_TOKEN: "whatsapp-verify-token-2024" }],
  [
    "a webhook address on this machine",
    { WHATSAPP_WEBHOOK_URL: "http://localhost:3000/api/whatsapp/webhook" },
  ],
  ["the simulator's address", { WHATSAPP_API_URL: "http://127.0.0.1:3001" }],
  ["a database on this machine", { DATABASE_URL: "postgresql://postgres@localhost./connect" }],
  ["a database behind a socket", { DATABASE_URL: "postgresql:///connect?host=/var/run/postgresql" }],
  ["a page address on this machine", { NEXTAUTH_URL: "http://[::1]:3000" }],
  ["a page address on this machine, in decimal", { NEXTAUTH_URL: "http://2130706433:3000" }],
  ["a sign-in provider on this machine", { OIDC_ISSUER: "http://localhost:4000", OIDC_CLIENT_SECRET: "x" }],
  ["a secret for sessions", { NEXTAUTH_SECRET: "a-secret-that-somebody-chose-with-care" }],
  ["a demo that was asked for", { CONNECT_DEMO: "1" }],
  [
    "a demo that was asked for with a database elsewhere",
    { CONNECT_DEMO: "true", DATABASE_URL: real.DATABASE_URL },
  ],
  [
    "a demo that was asked for behind a tunnel",
    { CONNECT_DEMO: "1", WHATSAPP_WEBHOOK_URL: real.WHATSAPP_WEBHOOK_URL, NEXTAUTH_URL: real.NEXTAUTH_URL },
  ],
  ["what the start hands to its processes", simulated],
  ["NODE_ENV=test with nothing else", { NODE_ENV: "test" }],
  [
    "settings of other programs",
    { APP_ENV: "x", WHATS_NEW: "x", TEST_DATABASE_URL: "x", LOG_FILE: "x", SNAPAPP_TOKEN: "x" },
  ],
];

/** Settings that make a developer's machine. */
export const DEVELOPMENTS: [string, Given][] = [
  ["real credentials, NODE_ENV=development", { ...real, NODE_ENV: "development" }],
  ["real credentials, NODE_ENV=test", { ...real, NODE_ENV: "test" }],
  ["real credentials with every address on this machine", onThisMachine],
  [
    "a credential and a Graph of one's own",
    { WHATSAPP_ACCESS_TOKEN: "EAAG", WHATSAPP_API_URL: "http://localhost.:9000" },
  ],
];
