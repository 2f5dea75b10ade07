// Lets node run TypeScript files as they stand: `node -r ./test/typescript.cjs file.ts`. For tools beside the tests only.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename });
  module._compile(code, filename);
};
