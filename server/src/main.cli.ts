import { join } from 'node:path';
import { run } from './cli/index.ts';
import { nodeEnvironment } from './node/command-environment.ts';

// The command line: `pangeo-binder`.
void run(process.argv.slice(2), nodeEnvironment(__dirname, join(__dirname, '..', 'docs', 'rules'))).then(
  (status) => {
    process.exitCode = status;
  },
);
