// Bundles test files with esbuild and runs them with Node's test runner.
// Usage: node scripts/run-test.mjs [FILE.test.ts ...] [-- NODE-ARGUMENTS]
// Without files: everything below test/unit, test/repositories, test/protocol and test/properties, a process each.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const GROUPS = ['unit', 'repositories', 'protocol', 'properties'];

const root = resolve(import.meta.dirname, '..');
const split = process.argv.indexOf('--');
const files = process.argv.slice(2, split < 0 ? undefined : split);
const nodeArguments = split < 0 ? [] : process.argv.slice(split + 1);
// Inside the project, so that packages are found.
const outdir = mkdtempSync(join(root, 'node_modules', '.test-'));

/** One entry a group: loading the code once is most of what a small test costs. */
function groups() {
  return GROUPS.map((group) => {
    const found = readdirSync(join(root, 'test', group), { recursive: true })
      .filter((path) => path.endsWith('.test.ts'))
      .sort();
    return {
      group,
      contents: found
        .map((path) => `import ${JSON.stringify(`./${path.replaceAll('\\', '/')}`)};`)
        .join('\n'),
    };
  }).filter(({ contents }) => contents !== '');
}

const options = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  packages: 'external',
  external: ['vscode'],
  logLevel: 'warning',
  define: { 'process.env.PROJECT_ROOT': JSON.stringify(root) },
};

try {
  if (files.length > 0) {
    await build({
      ...options,
      entryPoints: files.map((file) => resolve(file)),
      outdir,
      outExtension: { '.js': '.mjs' },
      entryNames: '[name]-[hash]',
    });
  } else {
    await Promise.all(
      groups().map(({ group, contents }) =>
        build({
          ...options,
          stdin: { contents, resolveDir: join(root, 'test', group), sourcefile: `${group}.ts`, loader: 'ts' },
          outfile: join(outdir, `${group}.mjs`),
        }),
      ),
    );
  }
  const bundles = readdirSync(outdir)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => relative(root, join(outdir, name)));
  // Node leaves a core alone by itself, which on two cores is half of them.
  const concurrency = `--test-concurrency=${availableParallelism()}`;
  const run = spawnSync(
    process.execPath,
    ['--enable-source-maps', '--test', concurrency, ...nodeArguments, ...bundles],
    { stdio: 'inherit', cwd: root },
  );
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
