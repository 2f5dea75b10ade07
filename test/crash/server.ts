// A whole server as a process of its own that can be told where to die. Prints one line of JSON once it listens.
import { readConfig } from '../../src/config';
import { Ledger, type Answered, type Call } from '../../src/core/points/use-cases/ledger/ledger';
import { startServer } from '../../src/server/start';
import { CHEAP_PASSWORD } from '../tools/cheap-password';
import { mortal, Reaper, type Doom } from './mortal';

/** Calls on the ledger wait for those that the reaper wants to come with them. */
function gather(reaper: Reaper): void {
  const submit: unknown = Object.getOwnPropertyDescriptor(Ledger.prototype, 'submit')?.value;
  Ledger.prototype.submit = async function <T>(this: Ledger, call: Call<T>): Promise<Answered<T>> {
    await reaper.together();
    return (submit as Ledger['submit']).call(this, call) as Promise<Answered<T>>;
  };
}

async function main(): Promise<void> {
  const reaper = new Reaper((held) => process.send?.({ held }));
  // What it is told from the first moment on.
  reaper.tell(JSON.parse(process.argv[2] ?? '{}') as Doom);
  gather(reaper);
  process.on('message', (doom: Doom) => {
    reaper.tell(doom);
    process.send?.('told');
  });
  // The process that started it is gone, for any reason.
  process.on('disconnect', () => process.exit());
  const server = await startServer(readConfig(process.env), {
    services: (services) => mortal(services, reaper),
    passwordCost: CHEAP_PASSWORD,
  });
  process.on('SIGTERM', () => void server.close());
  process.stdout.write(`${JSON.stringify({ url: server.url, key: server.firstBoot?.secretKey ?? null })}\n`);
}

void main();
