# One image for API, worker, migrations and sandbox: the sources as they are, run by Node 24. Only the front is built.
FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app

FROM base AS front
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY domain domain
COPY web web
COPY dev dev
RUN node --input-type=module -e "const { buildWeb } = await import('/app/dev/web-build.ts'); await buildWeb(console.log)"

FROM base AS dependencies
COPY package.json package-lock.json .npmrc ./
# The Node that npm brings for desks is not needed where the image has one.
RUN npm ci --ignore-scripts --omit=dev && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM base AS runtime
ENV NODE_ENV=production
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY config config
COPY domain domain
COPY db db
COPY workflows workflows
COPY activities activities
COPY worker worker
COPY api api
COPY sandbox sandbox
COPY dev/operator.ts dev/settings.ts dev/ports.ts dev/
# The API serves them under /problems.
COPY docs/problems docs/problems
COPY --from=front /app/web/dist web/dist
RUN install -d -o node -g node /data
USER node
EXPOSE 3000
CMD ["node", "api/server.ts"]
