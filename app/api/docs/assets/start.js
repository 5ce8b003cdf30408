const reference = document.querySelector("#reference");
const dark = matchMedia("(prefers-color-scheme: dark)");

function followColours() {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

function explainFailure() {
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.setAttribute("role", "alert");
  notice.textContent = "The API document could not be loaded. Reload the page to try again.";
  reference.replaceChildren(notice);
}

async function show() {
  const response = await fetch("/api/openapi.json");
  if (!response.ok) throw new Error(`The API document answers ${response.status}.`);
  const spec = await response.json();
  // The document names the public address; tried out is the server that this page came from.
  spec.servers = [{ url: location.origin }];
  window.SwaggerUIBundle({
    spec,
    domNode: reference,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    tryItOutEnabled: false,
    validatorUrl: null,
  });
}

followColours();
dark.addEventListener("change", followColours);
show().catch(explainFailure);
