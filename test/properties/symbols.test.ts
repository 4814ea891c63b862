import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Repository } from '../../server/src/binder/index.ts';
import {
  definitionsAt,
  foldsOf,
  highlightsAt,
  hintsIn,
  hoverAt,
  lensesOf,
  linksIn,
  outlineOf,
  referencesAt,
  renameAt,
  renameTargetAt,
  selectionsAt,
} from '../../server/src/features/index.ts';
import { type Content, chosenLaunch, show as showValue } from '../../server/src/launch/index.ts';
import { applyEdits, type Span } from '../../server/src/text/index.ts';
import { type Files, lintFiles, visit } from '../support/repository.ts';
import { repositories } from '../unit/features/places.ts';

const ALL = repositories();

/** Asks everything about a file; what comes back lies in the files that there are. */
function askAll(repository: Repository, path: string, offsets: Iterable<number>): void {
  const length = repository.file(path)?.source.text.length ?? 0;
  const whole = { start: 0, end: length };
  const inside = (span: Span, at = path): void => {
    const text = repository.file(at)?.source.text;
    assert.ok(text === undefined || (0 <= span.start && span.start <= span.end && span.end <= text.length));
  };
  for (const { span } of lensesOf(repository, path)) inside(span);
  for (const { span } of linksIn(repository, path)) inside(span);
  for (const { offset } of hintsIn(repository, path, whole, { tokens: true, units: true }))
    inside({ start: offset, end: offset });
  for (const { startLine, endLine } of foldsOf(repository, path))
    assert.ok(0 <= startLine && startLine < endLine);
  const outline = [...outlineOf(repository, path)];
  for (let entry = outline.pop(); entry !== undefined; entry = outline.pop()) {
    inside(entry.span);
    assert.ok(entry.name !== '');
    assert.ok(entry.span.start <= entry.nameSpan.start && entry.nameSpan.end <= entry.span.end);
    outline.push(...entry.children);
  }
  for (const offset of offsets) {
    for (const target of definitionsAt(repository, path, offset)) inside(target.span, target.path);
    for (const place of referencesAt(repository, path, offset, true)) inside(place.span, place.path);
    for (const { span } of highlightsAt(repository, path, offset)) inside(span);
    hoverAt(repository, path, offset);
    const target = renameTargetAt(repository, path, offset);
    if (target?.kind === 'name') inside(target.span);
    const selections = selectionsAt(repository, path, offset);
    for (const [i, span] of selections.entries()) {
      inside(span);
      const next = selections[i + 1];
      assert.ok(next === undefined || (next.start <= span.start && span.end <= next.end));
    }
  }
}

function* every(length: number, step: number): Generator<number> {
  for (let offset = 0; offset <= length; offset += step) yield offset;
}

/** What a launch leaves, by path. */
function launchOf(files: Files): Promise<Record<string, string>> {
  return visit(files, (repository) =>
    Object.fromEntries(
      [...repository.derive(chosenLaunch).files].map(([path, { after }]) => [path, contentText(after)]),
    ),
  );
}

function contentText(content: Content): string {
  return content.kind === 'text' ? showValue(content.text) : content.kind;
}

/** Codes and severities of what is found, in order. */
async function codesOf(files: Files): Promise<string[]> {
  const { findings } = await lintFiles(files);
  return [...findings.values()]
    .flat()
    .map(({ path, code, severity }) => `${path} ${code} ${severity}`)
    .sort();
}

async function rename(files: Files, path: string, offset: number, name: string): Promise<Files | undefined> {
  const renaming = await visit(files, (repository) => renameAt(repository, path, offset, name));
  if (renaming?.kind !== 'edits') return undefined;
  const texts = [...renaming.edits].map(([changed, edits]) => [
    changed,
    applyEdits(String(files[changed]), edits),
  ]);
  return { ...files, ...Object.fromEntries(texts) };
}

describe('symbols, lenses, hints, links and structure', () => {
  test('of every place of every fixture', async () => {
    for (const { files } of ALL)
      await visit(files, (repository) => {
        for (const path of Object.keys(files)) askAll(repository, path, every(String(files[path]).length, 3));
      });
  });

  test('of fixtures with one stretch changed, at any offset, also outside of the text', async () => {
    const wild = fc.constantFrom(
      '',
      '\t',
      '"',
      "'",
      '{',
      '}',
      ':',
      '#',
      '\\',
      '\r',
      '\r\n',
      '\0',
      '$',
      '(',
      '`',
      '😀',
      '\uFEFF',
      '-',
      '&a ',
      '*a',
      '|',
      '<',
      '<<EOF\n',
      'sed -i "s|',
      '${',
      '$((',
      '\n\n',
      '---\n',
      '\ud800',
      '\ue000',
    );
    const change = fc.record({
      which: fc.nat(ALL.length - 1),
      file: fc.nat(20),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(30),
      put: wild,
      offsets: fc.array(fc.integer({ min: -5, max: 3000 }), { minLength: 5, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ which, file, at, removed, put, offsets }) => {
        const files = { ...ALL[which]?.files };
        const paths = Object.keys(files);
        const path = paths[file % paths.length] ?? '';
        const text = files[path] ?? '';
        const from = Math.floor(at * text.length);
        files[path] = text.slice(0, from) + put + text.slice(from + removed);
        await visit(files, (repository) => {
          for (const each of paths) askAll(repository, each, [...offsets, from, from + 1]);
        });
      }),
      { numRuns: 400, seed: 5 },
    );
  });

  test('of texts from random bytes and of hostile ones', async () => {
    const hostile: Files[] = [
      {
        'binder/start': `#!/bin/bash\n${'sed -i "s|A_B|x|" f\n'.repeat(3000)}`,
        '.dask/config.yaml': 'A_B\n'.repeat(5000),
      },
      {
        'binder/start': `#!/bin/bash\n${Array.from({ length: 2000 }, (_, i) => `sed -i "s|T_${i}|x|" .dask/c.yaml`).join('\n')}`,
        '.dask/c.yaml': Array.from({ length: 2000 }, (_, i) => `k${i}: T_${i}`).join('\n'),
      },
      { '.dask/config.yaml': `${Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}k:`).join('\n')}\n` },
      {
        '.dask/config.yaml': `a0: &a0 [x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}\n`,
      },
      { '.dask/config.yaml': `${'&a '.repeat(20_000)}x` },
      { 'binder/start': `#!/bin/bash\n${'X=$X\n'.repeat(5000)}` },
      { 'binder/start': `#!/bin/bash\n${'$('.repeat(5000)}` },
    ];
    for (const files of hostile)
      await visit(files, (repository) => {
        for (const path of Object.keys(files)) askAll(repository, path, [0, 1, 15, 1000, 100_000]);
      });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), async (a, b) => {
        const files = { '.dask/config.yaml': a, 'binder/start': b };
        await visit(files, (repository) => {
          for (const path of Object.keys(files)) askAll(repository, path, every(300, 11));
        });
      }),
      { numRuns: 150, seed: 3 },
    );
  });
});

const TOKENS = ['WORKER_IMAGE', 'MY_USER', 'MY_USER_ID', 'THE_BUCKET', '<OWNER>', '{{ name }}', '@TAG@'];
const VALUES = [
  '${JUPYTER_IMAGE_SPEC}',
  '${JUPYTERHUB_USER}',
  '$UNSET',
  'plain',
  'a/b',
  '$(hostname)',
  'a\\&b',
  '',
];

/** Templates with tokens in values, keys, comments and longer words; scripts that fill them in many ways. */
const repository = fc
  .record({
    tokens: fc.uniqueArray(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 4 }),
    lines: fc.array(
      fc.record({
        form: fc.constantFrom('plain', 'quoted', 'comment', 'twice', 'longer', 'inside'),
        token: fc.nat(10),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    seds: fc.array(
      fc.record({
        token: fc.nat(10),
        value: fc.constantFrom(...VALUES),
        delimiter: fc.constantFrom('|', ',', '#', 'X'),
        flags: fc.constantFrom('', 'g', '2', 'I'),
        form: fc.constantFrom('double', 'single', 'guarded', 'never', 'joined', 'bounded', 'comment'),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    crlf: fc.boolean(),
    bom: fc.boolean(),
  })
  .map(({ tokens, lines, seds, crlf, bom }) => {
    const token = (i: number): string => tokens[i % tokens.length] ?? '';
    const body = lines.map(({ form, token: i }, n) => {
      const name = token(i);
      switch (form) {
        case 'quoted':
          return `  k${n}: "${name}"`;
        case 'comment':
          return `  # ${name} is filled`;
        case 'twice':
          return `  k${n}: "${name} and ${name}"`;
        case 'longer':
          return `  k${n}: "${name}_MORE"`;
        case 'inside':
          return `  k${n}: "x-${name}/y 😀"`;
        default:
          return /^[A-Z]/.test(name) ? `  k${n}: ${name}` : `  k${n}: '${name}'`;
      }
    });
    const template = `${bom ? '\uFEFF' : ''}kubernetes:\n${body.join('\n')}\n`;
    const script = seds.map(({ token: i, value, delimiter, flags, form }) => {
      const pattern = form === 'bounded' ? `\\b${token(i)}\\b` : token(i);
      const d = delimiter;
      const sed = `s${d}${pattern}${d}${value.replaceAll(d, '')}${d}${flags}`;
      const target = '.dask/config.yaml';
      switch (form) {
        case 'single':
          return `sed -i '${sed}' ${target}`;
        case 'guarded':
          return `if [[ -n "\${JUPYTER_IMAGE_SPEC}" ]]; then sed -i "${sed}" ${target}; fi`;
        case 'never':
          return `fill() { sed -i "${sed}" ${target}; }`;
        case 'joined':
          return `sed -i -e "${sed}" -e 's|z|y|' \${PWD}/${target}`;
        case 'comment':
          return `# ${token(i)}\nsed -i "${sed}" ${target}`;
        default:
          return `sed -i "${sed}" ${target}`;
      }
    });
    return {
      tokens,
      files: {
        '.dask/config.yaml': crlf ? template.replaceAll('\n', '\r\n') : template,
        'binder/start': `#!/bin/bash\n${script.join('\n')}\nexec "$@"\n`,
      },
    };
  });

describe('a rename of a token', () => {
  test('keeps what the launch leaves and what is found; renamed back, every byte is as it was', async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(
        repository,
        fc.nat(10),
        fc.constantFrom(
          'NEW_NAME',
          'NEW_IMAGE',
          'OTHER',
          'new-name',
          'x_y_z',
          'MY_USER_ID',
          'MY',
          'THE_IMAGE',
        ),
        async ({ tokens, files }, which, name) => {
          const token = tokens[which % tokens.length] ?? '';
          const path = '.dask/config.yaml';
          const offset = files[path].indexOf(token) + (/\w/.exec(token)?.index ?? 0);
          if (offset < 0) return;
          const renamed = await rename(files, path, offset, name);
          if (renamed === undefined) return;
          done++;
          const before = await launchOf(files);
          const after = await launchOf(renamed);
          assert.deepEqual(Object.keys(after), Object.keys(before));
          const inner = /[A-Za-z_][\w.-]*/.exec(token)?.[0] ?? token;
          for (const [changed, text] of Object.entries(after)) {
            const expected = before[changed] ?? '';
            // A token that a launch leaves is left under its new name.
            if (text !== expected) assert.equal(text, expected.replaceAll(token, token.replace(inner, name)));
          }
          // Rules know tokens of images by their name, and all tokens by their form.
          const isSameForm =
            token.includes('IMAGE') === name.includes('IMAGE') && /^[A-Z]+_[A-Z_]+$/.test(name);
          // `WORKER_IMAGE`, the guide's own token, is meant for the image wherever it stands.
          const isTold = (line: string): boolean =>
            token !== 'WORKER_IMAGE' || !line.includes('template/image-source');
          if (isSameForm)
            assert.deepEqual((await codesOf(renamed)).filter(isTold), (await codesOf(files)).filter(isTold));
          const back = isSameForm ? await rename(renamed, path, offset, inner) : undefined;
          if (back !== undefined) assert.deepEqual(back, files);
        },
      ),
      { numRuns: 250, seed: 9 },
    );
    assert.ok(done > 60, `${done} renames were made`);
  });
});
