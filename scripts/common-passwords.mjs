// Writes src/auth/common-passwords.ts: `node scripts/common-passwords.mjs folder`, where `folder` is the unpacked npm package
// @zxcvbn-ts/language-common (MIT, Dan Wheeler and Dropbox; the passwords were counted in public leaks). Run by hand, when the list is to
// be renewed: neither the build nor the tests need the package.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** ASVS 5 wants the first 3,000 at least. */
const MOST = 10_000;
const WIDTH = 130;

const [folder = '.'] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const listed = JSON.parse(readFileSync(join(folder, 'src/passwords.json'), 'utf8'));
const normal = listed.map((one) => one.normalize('NFKC').toLowerCase());
// Words of letters first: what people put digits behind to make it long enough. Of the others only those that are long enough as they are.
const words = normal.filter((one) => /^[a-z]{4,}$/.test(one));
const long = normal.filter((one) => one.length >= 12 && /^[\x21-\x7e]+$/.test(one) && !/[\\`$]/.test(one));
const chosen = [...new Set([...long, ...words])].slice(0, MOST);
const lines = [];
for (const one of chosen) {
  const last = lines.at(-1);
  if (last !== undefined && last.length + one.length < WIDTH) lines[lines.length - 1] = `${last} ${one}`;
  else lines.push(one);
}
const header = `// The most common passwords, lower case: made by scripts/common-passwords.mjs from @zxcvbn-ts/language-common ${version}, which is
// under the MIT licence, copyright 2012-2016 Dan Wheeler and Dropbox, Inc. Not to be changed by hand.
`;
writeFileSync(
  join(import.meta.dirname, '../src/auth/common-passwords.ts'),
  `${header}\nexport const COMMON_PASSWORDS = \`\n${lines.join('\n')}\`;\n`,
);
console.log(`${chosen.length} passwords, ${long.length} of 12 characters or more`);
