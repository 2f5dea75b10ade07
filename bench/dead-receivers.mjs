// Receivers of webhooks that are no good, for the benchmark, each in its own way. Prints their URLs as one JSON line.
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';

const SLOW_MS = 3000;

function listening(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', 4096, () => resolve(server.address().port)));
}

/** Takes connections and never answers. */
const blackHole = createTcpServer((socket) => socket.on('error', () => undefined).resume());
const slow = createServer((_request, response) => setTimeout(() => response.writeHead(500).end('no'), SLOW_MS));
const redirecting = createServer((_request, response) => response.writeHead(307, { location: '/there' }).end());
/** Never ends: whoever reads it to its end reads for ever. */
const huge = createServer((_request, response) => {
  response.writeHead(500);
  const chunk = Buffer.alloc(65_536, 'x');
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more).on('error', () => undefined);
  more();
});
/** Its port is closed again at once. */
const refusing = createTcpServer();

const [hole, slowPort, redirect, hugePort, refused] = await Promise.all(
  [blackHole, slow, redirecting, huge, refusing].map(listening),
);
refusing.close();

const urls = [
  `http://127.0.0.1:${refused}/`,
  `http://127.0.0.1:${hole}/`,
  `http://127.0.0.1:${slowPort}/`,
  // Not TLS at all behind it.
  `https://127.0.0.1:${redirect}/`,
  `http://127.0.0.1:${redirect}/`,
  'http://no-such-name.invalid/',
  `http://127.0.0.1:${hugePort}/`,
];
process.stdout.write(`${JSON.stringify(urls)}\n`);
