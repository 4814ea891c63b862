import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';

type Entry = Record<string, unknown>;

interface Data {
  keys: Entry[];
  aliases: Entry[];
  flags: Entry[];
  metapackages: { versions: Record<string, Record<string, string>> };
  environment: { variables: Entry[] };
  keyDescriptions: Record<string, string> | null;
}

const file = pathToFileURL(join(process.env['PROJECT_ROOT'] ?? '.', 'schemas', 'check-data.mjs')).href;
const { allData, checkData } = (await import(file)) as {
  allData: () => Data;
  checkData: (replaced?: Partial<Data>) => string[];
};

describe('checkData', () => {
  it('finds the data sound', () => assert.deepEqual(checkData(), []));

  const changes: Readonly<Record<string, readonly [(data: Data) => void, RegExp]>> = {
    'a repeated key': [
      ({ keys }) => keys.push({ ...key(keys, 'kubernetes.name') }),
      /kubernetes\.name is there twice/,
    ],
    'two spellings of one living key': [
      ({ keys }) => keys.push({ ...key(keys, 'kubernetes.create-mode'), key: 'kubernetes.create_mode' }),
      /kubernetes\.create_mode and kubernetes\.create-mode are the same key/,
    ],
    'a key without section': [
      ({ keys }) => keys.push({ ...key(keys, 'kubernetes.name'), key: 'nowhere.name' }),
      /nowhere\.name has no section above it/,
    ],
    'a section without keys': [
      ({ keys }) => keys.push({ ...key(keys, 'kubernetes.count'), key: 'kubernetes.empty' }),
      /kubernetes\.empty is a section without keys/,
    ],
    'a bad version': [
      ({ keys }) => Object.assign(key(keys, 'kubernetes.name'), { since: 'v1' }),
      /bad version since/,
    ],
    'removal before arrival': [
      ({ keys }) => Object.assign(key(keys, 'kubernetes.name'), { removed: '0.3.0' }),
      /kubernetes\.name was removed before it came/,
    ],
    'an unknown successor': [
      ({ keys }) =>
        Object.assign(key(keys, 'diagnostics-link'), { deprecated: { by: 'gone.key', in: '1.22.0' } }),
      /unknown successor gone\.key/,
    ],
    'a default of another type': [
      ({ keys }) => Object.assign(key(keys, 'kubernetes.name'), { default: 5 }),
      /kubernetes\.name has a default of another type/,
    ],
    'a default outside the enumeration': [
      ({ keys }) => Object.assign(key(keys, 'kubernetes.deploy-mode'), { default: 'both' }),
      /default outside its enumeration/,
    ],
    'a default outside the range': [
      ({ keys }) => Object.assign(key(keys, 'distributed.comm.zstd.level'), { default: 23 }),
      /default outside its range/,
    ],
    'an alias that leads nowhere': [
      ({ aliases }) => Object.assign(aliases[0] ?? {}, { new: 'gone.key' }),
      /leads to the unknown key gone\.key/,
    ],
    'a misnomer that is a key': [
      ({ aliases }) => Object.assign(aliases[0] ?? {}, { kind: 'misnomer' }),
      /is a misnomer but a key/,
    ],
    'an option replaced by nothing': [
      ({ flags }) =>
        Object.assign(flags.find(({ flag }) => flag === '--nprocs') ?? {}, { replacedBy: '--nope' }),
      /--nprocs is replaced by the unknown --nope/,
    ],
    'a bad version of a metapackage': [
      ({ metapackages }) => Object.assign(metapackages.versions['2020.04.03'] ?? {}, { dask: 'latest' }),
      /2020\.04\.03 has a bad version of dask/,
    ],
    'a secret that would be shown': [
      ({ environment }) => Object.assign(environment.variables[0] ?? {}, { secret: true }),
      /JUPYTER_IMAGE_SPEC is hidden though no secret, or the reverse/,
    ],
    'a description of no key': [
      (data) => {
        data.keyDescriptions = { ...data.keyDescriptions, 'gone.key': 'Words.' };
      },
      /gone\.key is described but not in the data/,
    ],
  };
  for (const [title, [change, message]] of Object.entries(changes)) {
    it(`reports ${title}`, () => {
      const data = allData();
      change(data);
      assert.match(checkData(data).join('\n'), message);
    });
  }
});

function key(keys: Entry[], name: string): Entry {
  const entry = keys.find((candidate) => candidate['key'] === name);
  assert.ok(entry, name);
  return entry;
}
