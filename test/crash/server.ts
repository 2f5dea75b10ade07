// A whole server as a process of its own that can be told where to die. Prints one line of JSON once it listens.
import { readConfig } from '../../src/config';
import { startServer } from '../../src/server/start';
import { mortal, Reaper, type Doom } from './mortal';

async function main(): Promise<void> {
  const reaper = new Reaper((held) => process.send?.({ held }));
  process.on('message', (doom: Doom) => {
    reaper.tell(doom);
    process.send?.('told');
  });
  // The process that started it is gone, for any reason.
  process.on('disconnect', () => process.exit());
  const server = await startServer(readConfig(process.env), { services: (services) => mortal(services, reaper) });
  process.on('SIGTERM', () => void server.close());
  process.stdout.write(`${JSON.stringify({ url: server.url, key: server.firstBoot?.secretKey ?? null })}\n`);
}

void main();
