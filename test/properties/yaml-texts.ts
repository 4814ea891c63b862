// Texts for tests of the YAML reader: realistic configurations, corners of the language, and mutations of both.

/** Configurations that PyYAML reads. */
export const configurations: readonly string[] = [
  `# .dask/config.yaml
logging:
  bokeh: critical

distributed:
  dashboard:
    link: "../proxy/{port}/status"
  admin:
    tick:
      limit: 5s

kubernetes:
 worker-template:
   metadata:
   spec:
     restartPolicy: Never
     containers:
     - args:
         - dask-worker
         - --nthreads
         - '2'
         - --no-dashboard
       image: WORKER_IMAGE
       name: dask-worker
       resources:
         limits:
           cpu: "1.75"
           memory: 7G
         requests: {cpu: "1.75", memory: 7G}
`,
  `distributed:
  version: 2   # two
  worker: &w
    memory: {target: 0.6, spill: .7, pause: off}
    lifetime: "5 hours"
  nanny:
    <<: *w
    env: [A=1, 'B=2', {c: d}]
    pre: |
      line one
        line two

      # no comment
    note: >-
      folded
      text

      more
  "quoted key": 'it''s'
  list:
  - a
  -
    - b
    - - c
      - d
  - x: 1
    y: 2
time: 2001-12-14t21:59:43.10-05:00
n: ~
sexagesimal: 1:30
hex: 0xFF
`,
  `---
apiVersion: v1
kind: Pod
spec: {containers: [{name: dask, args: [dask-worker, --nthreads, "2"], image: "\${JUPYTER_IMAGE_SPEC}"}],
  tolerations: [
    {key: a, operator: Equal,
     value: b},
  ]}
...
`,
  `a: b
c:
- d: e
  f:
  - g
- "h
  i"
? j
: k
l: m n
  o p
`,
];

const longKeys = [1023, 1024, 1025].map((length) => `${'x'.repeat(length)}: 1`);

/** Small texts, about half of which PyYAML refuses. */
// biome-ignore format: one a line would be long
export const corners: readonly string[] = [
  ...longKeys,
  ...longKeys.map((text) => `[${text}]`),
  '', '\n', '# c', 'a', 'a: b: c', '? a', '[,]', '<<: 1', '[a]: b', '{a}', '{a: }', '%', 'a: !x', 'a: !x b',
  '&a [*a]', '&a {<<: *a, b: 1}', 'a: &x 1\nb: &x 2', '*x', 'a: "b', "a: 'b", 'a: [b', 'a: {b', 'a: b]',
  '0x_', 'a: 0x_', '2001-13-45', 'a: 2001-02-29', 'a: =', '=: a', '<<: [1]', '<<: {a: 1}', 'a: <<', '- <<',
  '!!str 1', '!!int x', '!!int 12', '!!float 1e3', '!!bool x', '!!bool YES', '!!null x', '!!binary aGk=',
  '!!binary a', '!!timestamp 2001-1-1', '!!timestamp x', '! 12', '! "12"', '!!set {a, b}', '!!omap [a: 1]',
  '!!omap [a]', '!!pairs [a: 1, a: 2]', '!!seq {}', '!!map []', '!!str {=: x}', '!!str {a: x}', 'a: | x',
  'a: |\n  b', 'a: >1\n  b\n', '|0\n', 'a:\n\tb', 'a: b\t', 'a:\tb', '"\\q"', '"\\x4"', '"\\U00110000"',
  'a\u2028b', 'a:\n- b\nc: d', '- a\nb: c', 'a: 1\n- b', 'a: - b', '{a: b', '[a}', '{a]', '[a b: c]',
  '[a: b: c]', '{a: b: c}', '{? a : b, c}', '[? a : b]', '[?]', '{?}', '{a?b}', '[a?b]', '[a:b]', '{a:b}',
  '{a:}', '{"a":b}', '["a":b]', '--- a', '---a', '--- a: b', '--- - a', '---\n---\n', 'a\n---\nb',
  'a\n...\nb', 'a\n...\n---\nb', '...', '%YAML 1.1\n---\na', '%YAML 2.0\n---\na',
  '%YAML 1.1\n%YAML 1.1\n---\na', '%TAG ! tag:yaml.org,2002:\n---\n!int 3',
  '%TAG !e! tag:e,2000:\n---\n!e!x 3', '!e!x 3', '%FOO bar\n---\na', '%FOO\na', 'a: %b', 'a: @b', 'a: `b',
  'a: *', 'a: &', 'a: &b', '&b', '&b a: c', '? &b a\n: *b', 'a: &b.c d', '"a" b', 'a: "b" c', 'a: [b] c',
  "a: 'b'#c", 'a: b#c', 'a: b #c', '"a": b', '"a"\n: b', '{"a"\n: b}', '{a\n: b}', '[a\n: b]', 'a\n : b',
  'a: "b\n---\nc"', 'a: "b\n--- c"', 'a: |\n b\n  c\n d\n', 'a: >\n b\n  c\n d\n\n e\n',
  'a: >+\n b\n\n\nc: d', 'a: |-\n b\n\n', 'a: |2\n   b\n  c', '- |\n a\n- b', '|\na', '>\na\nb',
  '? |\n  a\n: b', 'a:\n  b: 1\n c: 2', 'a: 1\n  b: 2', 'a: "1"\n  b: 2', 'a: 1\n # x\n  b: 2',
  'a: {b: 1}\n  c: 2', 'a: *x\n  c: 2', 'foo\nbar: 1', 'a: 1\nfoo\nb: 2', 'a: 1\nfoo', 'a:\n  wor\n  b: 1',
  'a:b\nc: d', 'a : b', 'a:  b', '-a', '- a\n-b', '-\n-\n', '- - - a', '- a: b\n  c: d', '- a: b\n c: d',
  '-   a\n-   b', '? - a\n: - b', 'a: ? b', '- ? a\n  : b', ': a', '- : a', '{: a}', '[: a]',
  '!!merge <<: {a: 1}', '!!merge x: {a: 1}', '"<<": {a: 1}', '! <<: {a: 1}', '!!value x: 1', 'a: !!value x',
  '\ufeffa: 1', 'a: \ufeffb', '\ufeff- a\n- b', '\ufeff\ufeffa: 1\nb: 2', '\ud83d\ude00: - a',
  '- \ud83d\ude00\n- b', '\u0000', 'a: \u0007', 'a: ', '\ud83d\ude00', '\ufffe', '1: a\ntrue: b',
  '1: a\n1.0: b', 'null: a', '~: a', '2001-01-01: a', '.5', '1_000', '+1', '-0', '0o7', '08', '012', '1e3',
  '1.5e+3', '.inf', '-.inf', '+.INF', '.nan', '190:20:30', '190:20:30.15', '1:60', '0b11', '0b_', '-0x1f',
  '1.', '1._', '._1', 'yes', 'y', 'On', 'NULL', 'nULL', '12345678901234567890', '2001-1-1',
  '2001-1-1 1:00:00', '2001-01-01T25:00:00Z', '2001-01-01 00:00:00 +25:00', '2001-01-01 00:00:00 -5',
  '0000-01-01', '<<: *a', 'a: &a {b: 1}\nc:\n  <<: *a\n  b: 2',
  'a: &a {b: 1}\nc: &c {d: 1}\ne: {<<: [*a, *c], f: 1}', '<<: {a: 1}\n<<: {a: 2}',
  'a: !<tag:yaml.org,2002:int> 3', 'a: !<!> 3', 'a: !<> 3', 'a: !<x 3', 'a: !a%41 3', 'a: !a%4 3',
  '!!python/object:x {}', 'a: !!python/name:os.system', '- !!str', '- !!int', '- &a', 'a: !!str # c',
  'a: !!str\nb: c', '!!str\na: b', '&x\na: b', '!!map\na: b', 'a: !!seq\n- b', 'a: &x\n- b',
  'a:\n  &x\n  - b', 'a: #c\n  b', 'a: |#c\n  b', 'a: | #c\n  b', 'a: |\t\n b', '[a, # c\n b]', '[a\n# c\n]',
  '[a # c\n b]', '{a: b, # c\n}', '[\n]', '{\n}', 'a: [\n]', 'a: [\nb\n]', 'a: {\nb: c\n}', '[---]',
  '[\n---\n]', '[a, %b]', '[\n%b\n]', '{a: |\n b}', '[- a]', '{- a}', '[[]: a]', '{[a]: b}', '{{a: b}: c}',
  '{*x : c}', '&x a: *x', '&x a: *x :', '[*x]', '[&x a, *x]', '[&x a,*x]', '[&x,a]', '*x : a', '"\\\n a"',
  '"a\\\n  b"', '"a\n\n b"', "'a\n\n b'", "'a''b'", '"a\'b"', "'a\"b'", "'a\\b'", '"\\/"', '"\\ "', '"\\\t"',
  '"\\N\\_\\L\\P\\e\\0"', '"\\ud83d\\ude00"', 'a\n\nb', 'a\n\n\nb c', 'a: b\n\n  c', 'a  b', 'a: b  c',
  'a:: b', 'a::b: c', 'http://x: y', 'a: http://x', 'a, b', '[a b, c d]', 'a: b, c', 'a: [b, c], d', '#',
  'a:#b', 'a: #b', '-#a', '- #a', 'a?b: c', '?a: b', '? a: b', ':a: b', '-a: b', '...a', '... a', '....',
  'a...', '..', '--', '----', '-- a', '!', '! a: b', '!a', '!!', '!!a', '!<a>', 'a: !b{c: d}',
  'a: !!map{b: c}', '!!map {a: b}', '<html><body>\n<a href="x">y</a>',
  '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x', '<<<<<<< HEAD', 'a: |\n  x\n<<<<<<< HEAD\n',
  'a: "x\nb: "y"\n', "a: 'x\nb: 'y'\n", '"a\\', '"\\x', "'", '"', '""', "''", "'''", '""""', 'a: ""b""',
  '{a: "b"c}', '{"a"b: c}', '[a, b]]', '{a: {b: c}', '[[a]', '[a, [b, c]', 'link: {port}/status',
  'a: {port}', 'a: {{x}}', 'a: {{ x }}-y', 'a: {%x%}', 'a: $x', 'a: ${x}', 'a: ${x: y}', '{a, b: c, d}',
  '{a: b, }', '{, a}', '[a,,b]', '[a, , b]', '{a: b,, c: d}', '{a b}', '[a b]', "{'a'}", "{'a', 'b': c}",
  '{*a}', '[a: ]', '[a: , b]', '[? ]', '[? , a]', '{? : a}', '{? a, b}',
];

const FRAGMENTS: readonly string[] = [
  ...[' ', '  ', '\n', '\n  ', '\n\n', '\r\n', '\r', '\t', '\u2028', '\u0085', '\ufeff', '\n- '],
  ...[':', ': ', '-', '- ', '?', '? ', ',', '[', ']', '{', '}', '#', ' #', '|', '>', '|-\n', '>+\n'],
  ...["'", '"', '%', '@', '`', '\\', '\\x41', '\\q', '---', '---\n', '...\n', '%YAML 1.1\n---\n'],
  ...['&a ', '*a', '&a [*a]', '<<', '<<: ', '!', '!x ', '!!str ', '!!int ', '!!float ', '!!bool ', '!!null '],
  ...['!!set ', '!!omap ', '!!binary ', '!!timestamp ', '!!map ', '!!seq ', '!<tag:yaml.org,2002:str> '],
  ...['=', '~', 'null', 'true', 'off', '1', '0x1', '1_000', '012', '1:30', '1.5', '.5', '1e3'],
  ...['2001-01-01', '2001-13-45', '\u00e9', '\ud83d\ude00', 'a: 1', 'b', '"x"', "'y'", '{a: 1}', '[a, b]'],
];

/** Whole numbers below a bound, the same for each seed. */
export type Dice = (bound: number) => number;

export function diceOf(seed: number): Dice {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

/** Texts made by chance: changed configurations, changed corners, and fragments in a row. */
export function randomTexts(seed: number, count: number): string[] {
  const dice = diceOf(seed);
  return Array.from({ length: count }, () => {
    const kind = dice(12);
    if (kind < 4) return Array.from({ length: 1 + dice(12) }, () => pick(dice, FRAGMENTS)).join('');
    let text = pick(dice, kind < 6 ? corners : configurations);
    for (let i = dice(3); i >= 0; i--) text = changed(dice, text);
    return text;
  });
}

function pick(dice: Dice, from: readonly string[]): string {
  return from[dice(from.length)] ?? '';
}

/** The text after one change such as a person or a merge makes. */
export function changed(dice: Dice, text: string): string {
  const characters = [...text];
  const lines = text.split('\n');
  const at = dice(characters.length + 1);
  const line = dice(lines.length);
  switch (dice(9)) {
    case 0:
      return characters.toSpliced(at, 1).join('');
    case 1:
      return characters.toSpliced(at, 0, pick(dice, FRAGMENTS)).join('');
    case 2:
      return characters.toSpliced(at, 1, pick(dice, FRAGMENTS)).join('');
    case 3:
      return characters.slice(0, at).join('');
    case 4:
      return lines.toSpliced(line, 1).join('\n');
    case 5:
      return lines.toSpliced(line, 1, ' '.repeat(dice(7)) + (lines[line] ?? '').trimStart()).join('\n');
    case 6:
      return lines.toSpliced(dice(lines.length), 0, lines[line] ?? '').join('\n');
    case 7:
      return text.replaceAll('\n', pick(dice, ['\r\n', '\n\n', '\n  ', '\r']));
    default:
      return characters.toSpliced(at, dice(30)).join('');
  }
}
