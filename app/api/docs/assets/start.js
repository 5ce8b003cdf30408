const reference = document.querySelector("#reference");
const dark = matchMedia("(prefers-color-scheme: dark)");

function followColours() {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

function explainFailure() {
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.setAttribute("role", "alert");
  notice.textContent = "We couldn't load the API reference. Reload the page to try again.";
  reference.replaceChildren(notice);
}

/** What Swagger UI leaves out for those who hear the page: landmarks, the order of headings, the name of a list. */
function nameParts() {
  const name = (selector, attributes) => {
    for (const element of reference.querySelectorAll(selector))
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  };
  name(".information-container", { role: "region", "aria-label": "About the API" });
  name(".information-container h1, .information-container h2", { "aria-level": "2" });
  name(".scheme-container", { role: "region", "aria-label": "Server and authorization" });
  name("#servers", { "aria-label": "Server" });
  name("h3.opblock-tag, .models > h4", { "aria-level": "3" });
}

/** Adds a script or a stylesheet to the page; done once it is there. */
function load(element, address) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    Object.assign(element, address);
    // Before our own stylesheet, which has the last word.
    document.head.prepend(element);
  });
}

async function show() {
  const { library, style } = reference.dataset;
  const [response] = await Promise.all([
    fetch("/api/openapi.json"),
    load(document.createElement("link"), { rel: "stylesheet", href: style }),
    load(document.createElement("script"), { src: library }),
  ]);
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
// Swagger UI takes a second to load and to begin: what is there already is painted first.
requestAnimationFrame(() => setTimeout(() => show().catch(explainFailure)));
