// `npm install` for specs that must not wait for the registry: what is installed is unpacked, or linked, and every other module is
// that of this checkout. So what a package forgot to bring along is missing all the same. Every other command is npm's own.
const { execFileSync, spawnSync } = require('node:child_process');
const { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } = require('node:fs');
const { join, relative, resolve } = require('node:path');

const HERE = resolve(__dirname, '../../node_modules');
const [npm, ...args] = process.argv.slice(2);

function unpack(archive) {
  const list = execFileSync('tar', ['-xzOf', archive, 'package/package.json'], { encoding: 'utf8' });
  const { name, bin = {} } = JSON.parse(list);
  const folder = resolve('node_modules', name);
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', archive, '--strip-components=1', '-C', folder]);
  for (const [command, file] of Object.entries(bin)) {
    mkdirSync('node_modules/.bin', { recursive: true });
    // As npm does with what a package names as a program.
    chmodSync(join(folder, file), 0o755);
    symlinkSync(relative('node_modules/.bin', join('node_modules', name, file)), join('node_modules/.bin', command));
  }
}

if (args[0] === 'install') {
  mkdirSync('node_modules', { recursive: true });
  for (const what of args.slice(1).filter((arg) => !arg.startsWith('-'))) {
    if (what.endsWith('.tgz')) unpack(what);
    else readFileSync(join(HERE, what, 'package.json'));
  }
  for (const name of readdirSync(HERE))
    if (!name.startsWith('.') && !name.startsWith('vouch') && !existsSync(join('node_modules', name)))
      symlinkSync(join(HERE, name), join('node_modules', name));
} else {
  process.exitCode = spawnSync(npm, args, { stdio: 'inherit' }).status ?? 1;
}
