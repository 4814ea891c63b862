import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MemoryFileSystem, type Repository, RepositoryLoader } from '../../server/src/binder/index.ts';
import { hubLaunch, LAUNCHES, Lineages } from '../../server/src/launch/index.ts';
import { type LintResult, lint } from '../../server/src/lint/index.ts';
import { ENTRIES } from '../repositories/dev-starts.ts';
import type { Files } from '../support/repository.ts';
import { CASES } from '../unit/launch/observed.ts';
import { FILES, randomScript } from './launch-scripts.ts';

const SEED = Number(process.env['INCREMENTAL_SEED'] ?? 11);
const STEPS = Number(process.env['INCREMENTAL_STEPS'] ?? 5);
/** One in so many of the subjects is edited. */
const SHARE = Number(process.env['INCREMENTAL_SHARE'] ?? 6);

/** Repositories whose start scripts are edited: those of people, those of the observed cases, and made ones. */
const SUBJECTS: readonly { readonly path: string; readonly files: Files }[] = [
  ...ENTRIES.map(({ path, files }) => ({ path, files })),
  ...CASES.filter(({ scriptPath, symlinks }) => scriptPath === undefined && symlinks === undefined).map(
    (one) => ({ path: 'binder/start', files: { ...one.files, 'binder/start': one.script } }),
  ),
  // Long ones, in which much stands before and behind every edit.
  ...Array.from({ length: 40 }, (_, i) => ({
    path: 'binder/start',
    files: {
      ...FILES,
      'binder/start': [0, 1, 2, 3].map((part) => randomScript(9000 + i * 4 + part)).join(''),
    },
  })),
];

const LINES = SUBJECTS.flatMap(({ path, files }) => String(files[path]).split(/(?<=\n)/));

/** What people type, and what changes the meaning of everything behind it. */
const PIECES: readonly string[] = [
  ...'abAB01 \n#\'"$`\\&|;<>(){}[]=-/.~*?!é\u{1f600}',
  ...[
    '\n',
    'exit 1\n',
    'cd binder\n',
    'set -e\n',
    'set -a\n',
    'set +u\n',
    'fi\n',
    'if true; then\n',
    'f() {\n',
    '}\n',
  ],
  ...[
    '"$@"',
    'exec "$@"\n',
    '$(',
    'cat <<E\n',
    'E\n',
    'export A=1\n',
    'A="$B"\n',
    'unset A\n',
    'trap - EXIT\n',
  ],
  ...[
    'echo "$LINENO"\n',
    'sed -i s/a/b/ x\n',
    '> x\n',
    'source binder/x\n',
    '#!/bin/bash\n',
    'extglob',
    '\r\n',
  ],
];

/** A small generator with a seed (mulberry32). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function edited(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  const removed = random(3) === 0 ? random(random(4) === 0 ? 80 : 4) : 0;
  const inserted =
    removed > 0 && random(2) === 0
      ? ''
      : random(4) === 0
        ? (LINES[random(LINES.length)] ?? '')
        : (PIECES[random(PIECES.length)] ?? '');
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

/** Everything that is said and known of a repository, as plain data. */
function described(repository: Repository, { findings, failures }: LintResult): unknown {
  // How much work it was is different, which is the point.
  const { filesAfter, work: _, ...launch } = repository.derive(hubLaunch);
  return {
    failures,
    findings: [...findings.values()].flat().map((finding) => ({ ...finding, fixes: finding.fixes() })),
    launch,
    paths: [...launch.files.keys()].map((path) => filesAfter.at(path)),
  };
}

describe('a script that is edited', () => {
  test('is told and simulated as one that was never seen before', async () => {
    for (const [i, { path, files }] of SUBJECTS.entries()) {
      if (i % SHARE !== SEED % SHARE) continue;
      const random = generator(SEED * 1000 + i);
      let version = 1;
      let text = String(files[path]);
      const overlay = {
        get: (asked: string) => (asked === path ? { text, version } : undefined),
        paths: () => [path].values(),
      };
      const loader = new RepositoryLoader({ fileSystem: new MemoryFileSystem(files), overlay });
      const history = [text];
      for (let step = 0; step < STEPS; step++) {
        const known = await loader.load({}, (repository) => {
          // A mark at every unit, so that short scripts are run in parts too.
          repository.models.kept(LAUNCHES, () => new Lineages(1));
          return described(repository, lint(repository));
        });
        const fresh = new RepositoryLoader({ fileSystem: new MemoryFileSystem(files), overlay });
        const anew = await fresh.load({}, (repository) => described(repository, lint(repository)));
        try {
          assert.deepEqual(known.result, anew.result);
        } catch (error) {
          console.log(`subject ${i}, step ${step}:\n${history.map((one) => JSON.stringify(one)).join('\n')}`);
          throw error;
        }
        text = edited(text, random);
        history.push(text);
        version++;
      }
    }
  });
});
