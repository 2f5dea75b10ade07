// Lets a child process run the sources as they are now, so that a test of the command line cannot pass on an old build.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

const options = JSON.parse(readFileSync(`${__dirname}/../../.swcrc`, 'utf8'));

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, swcrc: false, filename });
  module._compile(code, filename);
};
