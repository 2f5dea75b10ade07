// A whole server as a process of its own that can be told where to die, and what a person does in it. Prints one line of JSON once it
// listens.
import { readConfig } from '../../src/config';
import { Ledger, type Answered, type Call } from '../../src/core/points/use-cases/ledger/ledger';
import { approveProposal } from '../../src/core/use-cases/four-eyes/proposals';
import type { Services } from '../../src/core/use-cases/services';
import { Refusal } from '../../src/core/values/refusal';
import { startServer } from '../../src/server/start';
import { CHEAP_PASSWORD } from '../tools/cheap-password';
import { personOf } from '../tools/console-people';
import { mortal, Reaper, type Doom } from './mortal';

/** Calls on the ledger wait for those that the reaper wants to come with them. */
function gather(reaper: Reaper): void {
  const submit: unknown = Object.getOwnPropertyDescriptor(Ledger.prototype, 'submit')?.value;
  Ledger.prototype.submit = async function <T>(this: Ledger, call: Call<T>): Promise<Answered<T>> {
    await reaper.together();
    return (submit as Ledger['submit']).call(this, call) as Promise<Answered<T>>;
  };
}

/** A person approves, as a signed-in session would let him. */
export interface Approval {
  readonly approve: string;
  readonly ifMatch: number;
  readonly userId: string;
}

/** Says what became of it: `approved`, or the code of the refusal. */
async function approve(services: Services, { approve: id, ifMatch, userId }: Approval): Promise<void> {
  const [account] = await services.store.accounts.listAccounts();
  const person = personOf(userId, 'approver', { accountId: account?.id ?? '', livemode: false });
  const told = await approveProposal(services, id, { ifMatch }, person).then(
    () => 'approved',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );
  process.send?.({ approval: told });
}

async function main(): Promise<void> {
  const reaper = new Reaper((held) => process.send?.({ held }));
  // What it is told from the first moment on.
  reaper.tell(JSON.parse(process.argv[2] ?? '{}') as Doom);
  gather(reaper);
  let services: Services | undefined;
  process.on('message', (message: Doom | Approval) => {
    if ('approve' in message) {
      if (services) void approve(services, message);
      return;
    }
    reaper.tell(message);
    process.send?.('told');
  });
  // The process that started it is gone, for any reason.
  process.on('disconnect', () => process.exit());
  const server = await startServer(readConfig(process.env), {
    services: (opened) => (services = mortal(opened, reaper)),
    passwordCost: CHEAP_PASSWORD,
  });
  process.on('SIGTERM', () => void server.close());
  process.stdout.write(`${JSON.stringify({ url: server.url, key: server.firstBoot?.secretKey ?? null })}\n`);
}

void main();
