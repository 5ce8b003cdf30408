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

/** What Swagger UI leaves out for those who hear the page: landmarks, the order of headings, the name of a list. */
function nameParts() {
  const name = (selector, attributes) => {
    for (const element of reference.querySelectorAll(selector))
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  };
  name(".information-container", { role: "banner" });
  name(".scheme-container", { role: "region", "aria-label": "Server and authorization" });
  name("#servers", { "aria-label": "Server" });
  name("h3.opblock-tag, .models > h4", { "aria-level": "2" });
}

async function show() {
  const response = await fetch("/api/openapi.json");
  if (!response.ok) throw new Error(`The API document returns ${response.status}.`);
  const spec = await response.json();
  // The document names the public address; tried out is the server that this page came from.
  spec.servers = [{ url: location.origin }];
  window.SwaggerUIBundle({
    spec,
    domNode: reference,
    // With it, each operation would be a link inside a button, which keyboards and screen readers cannot tell apart.
    deepLinking: false,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    tryItOutEnabled: false,
    validatorUrl: null,
  });
}

new MutationObserver(nameParts).observe(reference, { childList: true, subtree: true });
followColours();
dark.addEventListener("change", followColours);
show().catch(explainFailure);
