import fc from 'fast-check';
import { type Encoded, pythonRepr } from './dask-oracle-encoding.ts';

// What is asked of Dask: values that were picked, and generated ones that are the same in every run.
const SEED = 20_220_120;

function sample<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { seed: SEED, numRuns: count });
}

const words = (...list: string[]): fc.Arbitrary<string> => fc.constantFrom(...list);
const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));

// biome-ignore format: one value a line would be hundreds of lines
const number = words(
  '', '0', '1', '5', '-5', '+5', '5.4', '.5', '1.', '1e6', '1E-3', '1e400', '-0', '1_000', '1__0', '_1',
  '1_', '0x10', 'inf', 'nan', '-inf', '007', '٣', '１２', '²', '1.5.2', '1,5', '12345678901234567890', '0.1',
);
const blank = words('', '', '', ' ', '  ', '\t', '\n', '\u00a0', '\ufeff');
// biome-ignore format: one value a line would be hundreds of lines
const byteUnit = words(
  '', 'b', 'B', 'k', 'K', 'kB', 'KB', 'ki', 'Kib', 'kiB', 'm', 'mb', 'MB', 'Mi', 'MiB', 'g', 'GB', 'gib',
  'T', 'tb', 'TiB', 'p', 'PB', 'PiB', 'E', 'Ei', 'EB', 'foos', 'gigs', 'bytes', '\u212aB', 'µ', 'iB',
  'Gibi',
);
// biome-ignore format: one value a line would be hundreds of lines
const timeUnit = words(
  '', 's', 'S', 'ms', 'MS', 'us', 'ns', 'm', 'h', 'd', 'w', 'W', 'sec', 'min', 'hr', 'hrs', 'second',
  'seconds', 'Minutes', 'hour', 'days', 'weeks', 'milliseconds', 'microsecond', 'nanosecond', 'µs', 'mins',
  'month', 'y',
);
const text = (value: string): Encoded => ['string', value];
const plainNumber = (value: number): Encoded => ['number', pythonRepr(value)];
// biome-ignore format: one value a line would be hundreds of lines
const NUMBERS = [
  0, 1, 5, -5, 0.5, 1.5, 1e22, 7e9, 1e-7, -0, 123456789, Infinity, -Infinity, NaN, 0.001, 1e300,
];

// biome-ignore format: one value a line would be hundreds of lines
export const bytes: Encoded[] = [
  ...sample(joined(blank, number, blank, byteUnit, blank), 700).map(text),
  ...[
    '100', '100 MB', '100M', '5kB', '5.4 kB', '1kiB', '1e6', '1e6 kB', 'MB', '5 foos', '', ' ', '7 gigs',
    '1Ei',
  ].map(text),
  ...NUMBERS.map(plainNumber),
];
// biome-ignore format: one value a line would be hundreds of lines
export const durations: [Encoded, string | false][] = [
  ...sample(
    fc.tuple(
      joined(blank, number, blank, timeUnit, blank),
      fc.constantFrom<string | false>('seconds', 'ms', false),
    ),
    700,
  ).map(([value, unit]): [Encoded, string | false] => [text(value), unit]),
  ...[
    '3s', '3.5 seconds', '300ms', '1h30m', '10 sec', '5min', '.5s', 's', '', ' ', '-5s', '1 000 ms', '5',
    '5 hours',
  ].flatMap((value): [Encoded, string | false][] => [
    [text(value), 'seconds'],
    [text(value), 'ms'],
    [text(value), false],
  ]),
  ...NUMBERS.map((value): [Encoded, string | false] => [plainNumber(value), 'ms']),
];

// biome-ignore format: one value a line would be hundreds of lines
const LITERALS = [
  '1.75', '10', '0x10', '1_000', '{}', "'60'", '007', '7GB', '{port}', 'true', 'True', 'TRUE', 'false',
  'none', 'None', 'null', 'NULL', 'a,b', '1,2', '1,', ',', '()', '(,)', '(1)', '((1))', '(1,)', '[1, 2,]',
  '[,]', '[1 2]', '{1: 2}', '{1, 2}', '{1: 2, 1: 3}', "{1: 'a', True: 'b', 1.0: 'c'}", '{[1]: 2}', '{{}}',
  '{[1]}', '{([],)}', '{(1, 2): 3}', 'set()', 'set( )', 'set([1])', '...', '-1', '+1', '--1', '- 1', '-(1)',
  '-(-1)', '-True', "-'a'", '1+2j', '1-2j', '-1+2j', '-1j+2j', '1+2', '1+2j+3j', '2j', '-2j', '1j+1',
  '(1)+2j', '1+(2j)', '1+(-2j)', '(1+2j)', '0_0', '00', '09', '09.5', '09j', '0b101', '0o17', '0o18', '0xg',
  '0x_1f', '1e5', '1e', '1.', '.5', '.', '1..', '1.real', '5m', '5 m', '1_', '1__0', '1e400', '-1e400',
  "'a' 'b'", "'a' b'b'", "b'a' b'b'", "b'\\xff'", "b'é'", "'\\xff'", "'\\xf'", "'\\u00e9'", "'\\u00e'",
  "'\\U0001F600'", "'\\U00110000'", "'\\101'", "'\\8'", "b'\\u00e9'", "b'\\777'", "'\\777'", "r'\\n'",
  "R'\\''", "rb'\\d'", "Br'x'", "bu'x'", "u'x'", "f'x'", "'a\nb'", "'''a\nb'''", '"""a"b"""', "'a\\\nb'",
  "'unclosed", '"mixed\'', '5 # five', '# only', '', ' ', ' 5', '\t5', '\n5', '\n 5', '# c\n5', '5\n',
  '5\n\n', '5\n6', '[1,\n2]', '[1, # one\n2]', '1,\n2', '(1\n)', '1 +\\\n 2j', '5;', 'x', 'x=1', 'a.b',
  'f()', 'print', '1 if 1 else 2', 'lambda: 1', '[x for x in y]', '*a', '{**a}', '1 < 2', 'not 1', '~1',
  '`', '$HOME', '${HOME}', '\\', "'", 'tcp://host:8786', '10.0.0.1', '10.0', '1:30', '5s',
  '{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status', 'dask-{user}-{uuid}', '/user/x/proxy/8787', 'é',
  '\u00a05', '[[[[[1]]]]]', '9'.repeat(4300), '9'.repeat(4301), '['.repeat(200) + ']'.repeat(200),
  '['.repeat(201) + ']'.repeat(201), '[1, [2, (3, {4: {5, 5.0}})]]', '{"limits": {"cpu": 1}}',
  '{"a": true}', "{'a': None,}", '1_000.0_1e1_0', '0x', '0b2', '1_j',
  '1e1j', '.j', '.5j', '1.j', 'None,', 'None None', 'True+1j', '"a"+"b"', "'a', 'b'", "['a' 'b']", '{1:}',
  '{:1}', '{1:2 3:4}', '{1,2:3}', '{1:2,3}', '(1', '1)', '[1', '{1', '{1:', '(1]', '"\\\'"',
];
// biome-ignore format: one value a line would be hundreds of lines
const piece = words(
  '1', '0', '2.5', '.5', '3j', '-', '+', '(', ')', '[', ']', '{', '}', ',', ',', ':', "'a'", '"b"', "b'c'",
  'None', 'True', ' ', '\n', '#c', '0x1f', '1_0', 'e5', "r'\\d'", '"\\x41"', 'set()', '...', '\\\n', '\t',
  "'''", 'j',
);
export const values = [
  ...LITERALS,
  ...sample(
    fc.array(piece, { minLength: 1, maxLength: 9 }).map((parts) => parts.join('')),
    4000,
  ),
];

// biome-ignore format: one value a line would be hundreds of lines
const segment = words(
  'a', 'b', 'a-b', 'a_b', 'a-b_c', 'a_b-c', 'a_b_c', 'a-b-c', 'worker-template', 'worker_template',
);
// biome-ignore format: one value a line would be hundreds of lines
const leaf: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  0, 1, 'x', 'a b', 'a-b',
  [1, 'a'],
  [],
  '5 hours',
);
const { tree } = fc.letrec<{ tree: Record<string, unknown>; node: unknown }>((tie) => ({
  tree: fc.dictionary(segment, tie('node'), { maxKeys: 3, noNullPrototype: true }),
  node: fc.oneof({ maxDepth: 3 }, leaf, tie('tree')),
}));
export const canonical = sample(
  fc.tuple(segment, fc.dictionary(segment, fc.constant(1), { noNullPrototype: true })),
  300,
);
export const merges = sample(fc.array(tree, { maxLength: 3 }), 500);
export const updates = sample(fc.tuple(tree, tree, fc.constantFrom<'new' | 'old'>('new', 'old')), 600);

// biome-ignore format: one value a line would be hundreds of lines
const variableName = joined(
  words('DASK_', 'DASK_', 'DASK_', 'dask_', 'DASK', 'X_'),
  words(
    'A', 'a', 'B', 'A_B', 'DISTRIBUTED', 'FUSE_AVE_WIDTH', 'FUSE_SUBGRAPHS', 'UCX', 'SHUFFLE',
    'DIAGNOSTICS_LINK',
  ),
  words('', '', '__A', '__LINK', '___B', '__TCP', '__CUDA_COPY', '__NET_DEVICES', '__A__B', '_', '__'),
);
// biome-ignore format: one value a line would be hundreds of lines
export const environments = sample(
  fc.array(
    fc.tuple(variableName, words('1', 'x', '{}', '{"a": 1}', 'None', '[1]', '{[]: 1}', 'true', '7GB')),
    {
      maxLength: 4,
    },
  ),
  600,
);

// biome-ignore format: one value a line would be hundreds of lines
const oldName = words(
  'diagnostics-link', 'diagnostics_link', 'tick-maximum-delay', 'work_stealing', 'fuse_ave_width',
  'fuse-subgraphs', 'compression', 'ucx', 'rmm', 'transition-log-length', 'recent_messages-log-length',
  'heartbeat-interval', 'distributed', 'optimization',
);
// biome-ignore format: one value a line would be hundreds of lines
const { files } = fc.letrec<{ files: Record<string, unknown>; node: unknown }>((tie) => ({
  files: fc.dictionary(oldName, tie('node'), { maxKeys: 4, noNullPrototype: true }),
  node: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.dictionary(
      words('dashboard', 'comm', 'scheduler', 'admin', 'link', 'fuse', 'tick', 'tcp'),
      tie('node'),
      {
        maxKeys: 3,
        noNullPrototype: true,
      },
    ),
  ),
}));
export const seen = sample(
  fc.tuple(
    fc.array(files, { maxLength: 2 }),
    fc.array(
      fc.tuple(
        words('DASK_DIAGNOSTICS_LINK', 'DASK_DISTRIBUTED__DASHBOARD__LINK', 'DASK_RMM__POOL_SIZE'),
        words('x', '1', 'None'),
      ),
      {
        maxLength: 2,
      },
    ),
  ),
  600,
);

// biome-ignore format: one value a line would be hundreds of lines
export const templates = [
  ...sample(
    fc
      .array(
        words(
          '{', '}', '{{', '}}', 'a', 'port', '!r', '!', ':>3', ':', '[', ']', '[0]', '.b', ' ', '/', '{a}',
          '0', '😀',
        ),
        {
          maxLength: 8,
        },
      )
      .map((parts) => parts.join('')),
    2500,
  ),
  '../proxy/{port}/status', '{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status', 'dask-{user}-{uuid}', '{}',
  '{0}', '{a!r:>{w}}',
];

// biome-ignore format: one value a line would be hundreds of lines
const workerWord = words(
  '--nthreads', '--nthreads=2', '2', '--no-dashboard', '--no-bokeh', '--nprocs', '--memory-limit', '7GB',
  '--death-timeout', '60', '--name', 'x', 'tcp://a:1', '--nthread', '--foo', '--foo=1', '--', '-x',
  '--no-nanny', '--nanny', '--lifetime-restart', '--nworkers',
);
export const commands = [
  ...sample(fc.array(workerWord, { maxLength: 7 }), 800),
  ['--nthreads', '2', '--no-bokeh', '--memory-limit', '7GB', '--death-timeout', '60'],
  ['tcp://a:1', '--no-bokeh'],
];

// biome-ignore format: one value a line would be hundreds of lines
export const limits: Encoded[] = [
  ...[
    'auto', 'Auto', '0', '0.5', '1', '1.0', '1.5', '7', '7GB', '7 GB', '0GB', 'inf', 'nan', '', '1e9', '-1',
    '0.0', '7 gigs',
  ].map(text),
  ...[0, 0.5, 1, 1.5, 7, 1e9].map(plainNumber),
];
export const formatted = [0, 1, 921, 922, 1024, 943718, 943719, 7e9, 7 * 2 ** 30, 2 ** 50, 123456789012345];
