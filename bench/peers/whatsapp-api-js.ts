import { WhatsAppAPI } from "whatsapp-api-js/middleware/node-http";
import { listen, serveParent } from "../child.ts";

/** A webhook as whatsapp-api-js documents it for node:http: the signature is checked, the message is given to a handler that does nothing. */
const [port, appSecret = ""] = process.argv.slice(2);
const whatsapp = new WhatsAppAPI({ token: "bench-access-token", appSecret, v: "v26.0" });
let handled = 0;
whatsapp.on.message = () => {
  handled += 1;
};

await listen(port, async (request, response) => {
  response.statusCode = await whatsapp.handle_post(request);
  response.end();
});
serveParent(() => handled);
