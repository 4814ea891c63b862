import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { chosenProfile, commandOf } from '../../server/src/binder/index.ts';
import { hubLaunch, knownText, type Launch } from '../../server/src/launch/index.ts';
import { capitalWords, isPlaceholder } from '../../server/src/rules/index.ts';
import { ENTRIES } from '../repositories/dev-starts.ts';
import { type Files, fixed, visit } from '../support/repository.ts';
import { CASES } from '../unit/launch/observed.ts';
import { FILES, randomScript } from './launch-scripts.ts';

interface Subject {
  readonly name: string;
  readonly path: string;
  readonly files: Files;
}

const SUBJECTS: readonly Subject[] = [
  ...ENTRIES.map(({ names, path, files }) => ({ name: names[0] ?? '', path, files })),
  ...CASES.filter(({ scriptPath, symlinks }) => scriptPath === undefined && symlinks === undefined).map(
    (one) => ({
      name: one.name,
      path: 'binder/start',
      files: { ...one.files, 'binder/start': one.script },
    }),
  ),
  ...Array.from({ length: 60 }, (_, i) => ({
    name: `random ${i}`,
    path: 'binder/start',
    files: { ...FILES, 'binder/start': randomScript(7000 + i) },
  })),
];

/** What a hub passes, without the name of the program. */
const COMMAND = commandOf(chosenProfile(undefined)).slice(1);

/** What a launch achieves, as far as it is certain. */
interface Achieved {
  readonly server: boolean;
  readonly arguments: readonly (string | undefined)[] | undefined;
  /** `path token`: names that are filled. */
  readonly filled: readonly string[];
}

async function achieved(files: Files): Promise<Achieved> {
  const launch: Launch = await visit(files, (repository) => repository.derive(hubLaunch));
  const filled = [...launch.files].flatMap(([path, { before, after }]) => {
    const from = before.kind === 'text' ? knownText(before.text) : undefined;
    const to = after.kind === 'text' ? knownText(after.text) : undefined;
    if (from === undefined || to === undefined) return [];
    const left = new Set(capitalWords(to));
    return capitalWords(from)
      .filter((token) => isPlaceholder(token) && !left.has(token))
      .map((token) => `${path} ${token}`);
  });
  const { server } = launch;
  return {
    server: launch.reachesExec === 'yes' && server?.certain === true && server.how === 'exec',
    arguments:
      server?.argumentsCertain === true ? server.arguments.map((value) => knownText(value)) : undefined,
    filled,
  };
}

/** Holds the launches before and after all safe fixes against each other. */
async function check({ path, files }: Subject): Promise<void> {
  const before = await achieved(files);
  const once = await fixed(files);
  const text = `${String(files[path])}\n--- fixed:\n${String(once[path])}`;
  assert.deepEqual(await fixed(once), once, `a second time changes something:\n${text}`);
  if (Object.entries(once).every(([name, content]) => files[name] === content)) return;
  const after = await achieved(once);
  if (before.server) {
    assert.ok(after.server, `the server is no longer reached:\n${text}`);
    // Arguments that were lost or split may come whole afterwards, and change in no other way.
    if (
      before.arguments !== undefined &&
      JSON.stringify(after.arguments) !== JSON.stringify(before.arguments)
    )
      assert.deepEqual(after.arguments?.slice(0, COMMAND.length), COMMAND, text);
  }
  assert.deepEqual(
    before.filled.filter((one) => !after.filled.includes(one)),
    [],
    `no longer filled:\n${text}`,
  );
}

describe('all safe fixes of a script', () => {
  test('make no launch worse, and a second time change nothing', async () => {
    for (const subject of SUBJECTS) await check(subject);
  });

  test('nor with one character changed', async () => {
    const change = fc.record({
      subject: fc.constantFrom(...SUBJECTS),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      character: fc.constantFrom(
        '',
        '"',
        "'",
        '$',
        ' ',
        '\n',
        '|',
        '&',
        ';',
        '#',
        '\\',
        '{',
        '(',
        '=',
        '-',
        '\r',
        'x',
      ),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ subject, at, character }) => {
        const text = String(subject.files[subject.path]);
        const place = Math.floor(at * text.length);
        const changed = text.slice(0, place) + character + text.slice(place + 1);
        await check({ ...subject, files: { ...subject.files, [subject.path]: changed } });
      }),
      { numRuns: Number(process.env['SCRIPT_FIXES_COUNT'] ?? 300), seed: 41 },
    );
  });
});
