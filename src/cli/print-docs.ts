// Prints one of the files that are made from tables: `.env.example` or `docs/errors.md`. Used by npm scripts, not by operators.
import { PROVIDERS } from '../../adapters';
import { errorsDoc } from '../api/problems/errors-doc';
import { envExample } from '../config/env-example';

const FILES: Readonly<Record<string, () => string>> = {
  'env-example': () => envExample(PROVIDERS),
  'errors-doc': errorsDoc,
};

const print = FILES[process.argv[2] ?? ''];
if (!print) throw new Error(`Say which: ${Object.keys(FILES).join(' or ')}`);
process.stdout.write(print());
