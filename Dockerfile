# Two images: `weir`, from which all four services run, and `nginx`, a Debian nginx with its Lua module and Weir's Lua
# in it. compose.yaml builds both.

FROM node:24-bookworm-slim AS weir
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY libs libs
COPY proto/generated proto/generated
COPY scenarios scenarios
COPY services services
COPY bin bin
RUN mkdir -p /var/lib/weir && chown node:node /var/lib/weir
USER node
ENTRYPOINT ["node"]

FROM debian:bookworm-slim AS nginx
RUN apt-get update \
 && apt-get install -y --no-install-recommends nginx libnginx-mod-http-lua \
 && rm -rf /var/lib/apt/lists/* /etc/nginx/sites-enabled/*
COPY services/enforcer/targets/nginx/lua /usr/share/weir/lua
CMD ["nginx", "-c", "/etc/weir/nginx.conf", "-g", "daemon off;"]
