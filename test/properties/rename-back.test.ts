import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renameAt, renameTargetAt } from '../../server/src/features/index.ts';
import { chosenLaunch, previewLaunch } from '../../server/src/launch/index.ts';
import { lint } from '../../server/src/lint/index.ts';
import { applyEdits } from '../../server/src/text/index.ts';
import { type Files, visit } from '../support/repository.ts';
import { repositories } from '../unit/features/places.ts';
import { randomScript } from './launch-scripts.ts';

// Whatever can be renamed in the fixtures, the examples, and random scripts, is renamed and back.

const NEW_NAME = 'RENAMED_8';

type Texts = Readonly<Record<string, string>>;

describe('a rename', () => {
  const generated = Array.from({ length: 40 }, (_, i) => ({
    name: `random script ${i}`,
    files: {
      'binder/start': randomScript(900 + i),
      'worker-template.yaml':
        'kind: Pod\nspec:\n  containers:\n    - name: dask-worker\n      image: WORKER_IMAGE\n      args: [dask-worker, --death-timeout, "60"]\n',
    } as Texts,
  }));
  let back = 0;
  let refused = 0;

  test('finds nothing new, leaves what the launch makes, and is taken back to the byte', async () => {
    for (const { name, files } of [...repositories(), ...generated]) {
      const before = await lookAt(files);
      for (const { path, offset, text } of await targets(files)) {
        if (text === NEW_NAME) continue;
        const after = await renamed(files, path, offset, NEW_NAME);
        if (after === undefined) continue;
        const about = `${name}: ${text} in ${path}`;
        const looked = await lookAt(after);
        assert.deepEqual(
          looked.codes.filter((code) => !before.codes.includes(code)),
          [],
          about,
        );
        // A name that nothing fills is renamed in what the launch makes, too.
        assert.deepEqual(named(looked.made, text), named(before.made, text), about);
        const [place] = (await targets(after)).filter((one) => one.text === NEW_NAME);
        assert.ok(place, about);
        const again = await renamed(after, place.path, place.offset, text);
        // The old name may stand somewhere else as well, where it means something else.
        if (again === undefined) refused++;
        else assert.deepEqual(again, { ...files }, about);
        if (again !== undefined) back++;
      }
    }
    assert.ok(back > 60 && refused * 5 < back, `${back} names were renamed and back, ${refused} only there`);
  });
});

function named(made: readonly string[], name: string): string[] {
  return made.map((text) => text.replaceAll(NEW_NAME, name));
}

/** The codes of all findings, and what the launch makes of the files. */
async function lookAt(files: Files): Promise<{ readonly codes: string[]; readonly made: string[] }> {
  return visit(files, (repository) => ({
    codes: [...lint(repository, { severities: {} }).findings.values()].flat().map(({ code }) => code),
    made: previewLaunch(repository.derive(chosenLaunch)).files.map(({ path, after }) => `${path}\n${after}`),
  }));
}

/** One place of every name that can be renamed. */
async function targets(files: Texts): Promise<{ path: string; offset: number; text: string }[]> {
  return visit(files, (repository) => {
    const found = new Map<string, { path: string; offset: number; text: string }>();
    for (const [path, text] of Object.entries(files)) {
      if (text.length > 5000) continue;
      for (const { index: offset } of text.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)) {
        const target = renameTargetAt(repository, path, offset);
        if (target === undefined || target.kind === 'refused') continue;
        const { span, text: name } = target;
        const key = `${name} ${repository.file(path)?.path.endsWith('start') ? 'script' : path}`;
        if (!found.has(key)) found.set(key, { path, offset: span.start, text: name });
      }
    }
    return [...found.values()];
  });
}

/** The texts behind the rename; undefined when it is refused. */
async function renamed(files: Texts, path: string, offset: number, name: string): Promise<Texts | undefined> {
  return visit(files, (repository) => {
    const renaming = renameAt(repository, path, offset, name);
    if (renaming?.kind !== 'edits') return undefined;
    const changed = [...renaming.edits].map(([at, edits]) => [at, applyEdits(files[at] ?? '', edits)]);
    return { ...files, ...Object.fromEntries(changed) };
  });
}
