import { isThisMachine } from "./this-machine.ts";

export type Settings = {
  port: number;
  host: string;
  webhookUrl: string;
  webhookSecret: string;
  accessToken: string;
  phoneNumberId: string;
  businessAccountId: string;
  businessName: string;
  dataDir: string | null;
};

type Environment = Record<string, string | undefined>;

function parseUrl(text: string): URL | null {
  return URL.canParse(text) && /^https?:/.test(text) ? new URL(text) : null;
}

function productionProblem(environment: Environment): string | null {
  const apiUrl = environment.WHATSAPP_API_URL;
  if (!apiUrl || isThisMachine(parseUrl(apiUrl)?.hostname ?? "")) return null;
  return "WHATSAPP_API_URL: points at a real Graph API, beside which the simulator refuses to run. Example: http://127.0.0.1:3001";
}

function webhookProblem(environment: Environment): string | null {
  const url = parseUrl(environment.WHATSAPP_WEBHOOK_URL ?? "");
  const example = "Example: http://localhost:3000/api/whatsapp/webhook";
  if (!url) return `WHATSAPP_WEBHOOK_URL: must be the http(s) address that gets the webhooks. ${example}`;
  if (isThisMachine(url.hostname) || environment.SIMULATOR_ALLOW_REMOTE_WEBHOOK) return null;
  return `WHATSAPP_WEBHOOK_URL: is not on this machine; set SIMULATOR_ALLOW_REMOTE_WEBHOOK=1 if that is meant. ${example}`;
}

function portProblem(environment: Environment): string | null {
  const port = environment.SIMULATOR_PORT || "3001";
  if (/^\d{1,5}$/.test(port) && Number(port) < 65536) return null;
  return "SIMULATOR_PORT: must be a port number from 0 to 65535. Example: 3001";
}

function shapeProblem(environment: Environment, name: string, shape: RegExp, advice: string): string | null {
  return shape.test(environment[name] ?? "") ? null : `${name}: ${advice}`;
}

/** Reads the settings, or says in one line per variable what is wrong with them. */
export function readSettings(environment: Environment): { settings: Settings } | { problems: string[] } {
  const id = "must be digits only. Example:";
  const problems = [
    productionProblem(environment),
    portProblem(environment),
    webhookProblem(environment),
    shapeProblem(
      environment,
      "WHATSAPP_WEBHOOK_SECRET",
      /\S/,
      "is missing: signs webhooks. Example: app-secret-32-chars",
    ),
    shapeProblem(
      environment,
      "WHATSAPP_ACCESS_TOKEN",
      /^\S+$/,
      "is missing: expected as Bearer. Example: EAAsimulator",
    ),
    shapeProblem(environment, "WHATSAPP_PHONE_NUMBER_ID", /^\d+$/, `${id} 100000000000001`),
    shapeProblem(environment, "WHATSAPP_BUSINESS_ACCOUNT_ID", /^\d+$/, `${id} 200000000000002`),
  ].filter((problem) => problem !== null);
  if (problems.length > 0) return { problems };
  return {
    settings: {
      port: Number(environment.SIMULATOR_PORT || "3001"),
      host: environment.SIMULATOR_HOST || "127.0.0.1",
      webhookUrl: environment.WHATSAPP_WEBHOOK_URL ?? "",
      webhookSecret: environment.WHATSAPP_WEBHOOK_SECRET ?? "",
      accessToken: environment.WHATSAPP_ACCESS_TOKEN ?? "",
      phoneNumberId: environment.WHATSAPP_PHONE_NUMBER_ID ?? "",
      businessAccountId: environment.WHATSAPP_BUSINESS_ACCOUNT_ID ?? "",
      businessName: environment.PLATFORM_NAME || "YeeBitz",
      dataDir: environment.DATA_DIR || null,
    },
  };
}
