# Vouch as an image: built in one stage, and brought without npm, a shell or what only builds into another. docs/deploy.md says how to
# run it. A test carries out the lines of the first stage in a folder, puts the files where the second one does, and runs them.

FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY . .
RUN npm ci --no-audit --no-fund && npm run build
RUN npm ci --omit=dev --workspaces=false --no-audit --no-fund && sh deploy/image/prune.sh
RUN mkdir -p /image/vouch /image/data && cp -a dist node_modules package.json LICENSE /image/vouch/

FROM gcr.io/distroless/nodejs22-debian12:nonroot
# Addresses outside the container reach it; nothing but its data folder is written to, so --read-only will do.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATABASE_URL=sqlite:/var/lib/vouch/vouch.db
COPY --from=build /image/vouch /opt/vouch
COPY --from=build --chown=65532:65532 /image/data /var/lib/vouch
WORKDIR /var/lib/vouch
VOLUME /var/lib/vouch
USER 65532:65532
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["/nodejs/bin/node", "/opt/vouch/dist/src/main.js", "health"]
ENTRYPOINT ["/nodejs/bin/node", "/opt/vouch/dist/src/main.js"]
CMD ["serve"]
