// A whole server as a process of its own that can be told where to die. Prints one line of JSON once it listens.
import { readConfig } from '../../src/config';
import { startServer } from '../../src/main';
import { mortal } from './mortal';

async function main(): Promise<void> {
  const { DIE_AT: point, DIE_COUNT: count, ...env } = process.env;
  const config = readConfig(env);
  const server = await startServer(config, {
    ...(point === undefined ? {} : { engine: (engine) => mortal(engine, point, Number(count ?? '1')) }),
  });
  process.on('SIGTERM', () => void server.close());
  process.stdout.write(`${JSON.stringify({ url: server.url, key: server.firstBoot?.secretKey ?? null })}\n`);
}

void main();
