import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true });

/** Sends a text as the Graph API wants it; resolves to the id that the API gives it. */
export function sendText(graphPort: number, to: string, text: string): Promise<string> {
  const body = JSON.stringify({ messaging_product: "whatsapp", to, type: "text", text: { body: text } });
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const options = { agent, host: "127.0.0.1", port: graphPort, method: "POST", path: "/messages", headers };
    request(options, (response) => {
      let answer = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        answer += part;
      });
      response.on("end", () => resolve(JSON.parse(answer).messages[0].id));
    })
      .on("error", reject)
      .end(body);
  });
}
