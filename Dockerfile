# Three images: `weir`, from which all services run; `nginx`, a Debian nginx with its Lua module and Weir's Lua in
# it; `nats`, a nats-server that is not root. compose.yaml builds all of them. None needs to be root.

FROM nats:2-alpine AS nats
RUN mkdir /data && chown 1000:1000 /data
USER 1000:1000

FROM node:24-bookworm-slim AS weir
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY libs libs
COPY proto/generated proto/generated
COPY scenarios scenarios
COPY services services
COPY bin bin
RUN mkdir -p /var/lib/weir/tokens/enforcer && chown -R node:node /var/lib/weir
USER node
ENTRYPOINT ["node"]

FROM debian:bookworm-slim AS nginx
RUN apt-get update \
 && apt-get install -y --no-install-recommends nginx libnginx-mod-http-lua \
 && rm -rf /var/lib/apt/lists/* /etc/nginx/sites-enabled/* \
# Group 1000 is that of the enforcer, whose socket and rules it may use; the collector may read its log.
 && mkdir -p /var/lib/weir && chown 1000:1000 /var/lib/weir \
 && rm -f /var/log/nginx/* && chown www-data:1000 /var/log/nginx
COPY services/enforcer/targets/nginx/lua /usr/share/weir/lua
USER www-data:1000
STOPSIGNAL SIGQUIT
CMD ["nginx", "-c", "/etc/weir/nginx.conf", "-e", "stderr", "-g", "daemon off;"]
