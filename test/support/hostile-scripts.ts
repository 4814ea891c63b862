/** A start script that is made to hurt whoever follows it, with the files that it uses. */
export interface HostileScript {
  /** What stands between the shebang and `exec "$@"`. */
  readonly lines: string;
  readonly files?: Readonly<Record<string, string>>;
}

const MEGABYTE = 1_000_000;
/** Ten megabytes in lines of a hundred characters. */
const lines10 = once(() => `${'a'.repeat(99)}\n`.repeat(10 * 10_000));
/** Ten megabytes in one line. */
const line10 = once(() => 'a'.repeat(10 * MEGABYTE));
/** Ten megabytes in short words. */
const words10 = once(() => 'ab '.repeat((10 * MEGABYTE) / 3));
/** A million lines of two characters each. */
const million = once(() => 'a\n'.repeat(MEGABYTE));

/** A value that is made when it is asked for, and kept: the texts are large. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const withFile = (lines: string, f: () => string): (() => HostileScript) => {
  return () => ({ lines, files: { f: f() } });
};
const alone = (lines: string): (() => HostileScript) => {
  return () => ({ lines });
};

/** Conditions that nobody knows, one inside the other, with work on both sides. */
function branches(depth: number, at = 0): string {
  if (at === depth) return 'X=$X$X';
  const inner = branches(depth, at + 1);
  return `if maybe${at}; then A${at}=1; ${inner}; else A${at}=2; B=$A${at}; fi`;
}

const manyFiles = once(() =>
  Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`many/f${i}.txt`, `${i}\n`])),
);

/** Scripts that would run for very long, or make very much of something, by what they do. */
export const HOSTILE: Readonly<Record<string, () => HostileScript>> = {
  // Loops.
  'three loops in each other': alone(
    'for a in {1..90}; do for b in {1..90}; do for c in {1..90}; do x=$a$b$c; done; done; done',
  ),
  'three loops that grow a text': alone(
    'for a in {1..90}; do for b in {1..90}; do for c in {1..90}; do x=$x$a; done; done; done',
  ),
  'a while loop without end': alone('while true; do A=$A; done'),
  'a while loop that writes without end': alone('while :; do echo x >> o; done'),
  'until loops in each other': alone('until false; do until false; do until false; do :; done; done; done'),
  'a loop that counts to a billion': alone('for ((i=0; i<1000000000; i++)); do x=$i; done'),
  'loops that count, in each other': alone(
    'for ((i=0; i<250; i++)); do for ((j=0; j<250; j++)); do for ((k=0; k<250; k++)); do ((n+=k)); done; done; done',
  ),
  'unknown loops in unknown loops': alone(
    `${'while git a; do '.repeat(12)}A=$A$B; B=$A; ${'done; '.repeat(12)}`,
  ),
  'unknown loops one after the other': alone('while git a; do A=$A$B; B=$A; done\n'.repeat(2000)),
  'unknown loops with many variables': alone(
    `${Array.from({ length: 1500 }, (_, i) => `V${i}=${i}`).join('\n')}\n${'for a in $(git b); do A=$A$a; done\n'.repeat(1000)}`,
  ),
  'a loop over every pair of braces': alone(
    'for a in {1..30}{1..30}; do for b in {1..30}{1..30}; do :; done; done',
  ),
  'a loop over the words of ten megabytes': withFile('for a in $(cat f); do x=$a; done', words10),
  // Functions, sourced files, evaluated texts, traps.
  'a function that calls itself': alone('f() { f; }; f'),
  'a function that calls itself twice': alone('f() { f; f; }; f'),
  'functions that call each other': alone('f() { g; g; }; g() { h; h; }; h() { f; f; }; f'),
  'a function that forks': alone('f() { f | f & }; f'),
  'calls that double, to a depth': alone('f() { [ $1 -gt 25 ] && return; f $(($1+1)); f $(($1+1)); }; f 0'),
  'a function called from both sides of conditions': alone(
    `f() { if maybe; then A=1; else A=2; fi; }\n${'if may; then f; else f; f; fi\n'.repeat(1500)}`,
  ),
  'a script that sources itself': alone('. binder/start'),
  'a script that sources itself twice': alone('. binder/start; . binder/start'),
  'a script that runs itself': alone('bash binder/start; bash binder/start'),
  'text that is evaluated again and again': alone(`f='eval "$f"'; eval "$f"`),
  'text that doubles and is evaluated': alone(`x='eval "$x$x"'; eval "$x"`),
  'evaluated text of many commands': alone(`x='A=1;'; for i in {1..16}; do x=$x$x; done; eval "$x"`),
  'a trap that runs the script again': alone(`trap '. binder/start' EXIT; exit`),
  'thousands of traps': alone('trap "echo $A" EXIT\n'.repeat(8000)),
  'thousands of functions': alone(
    Array.from({ length: 8000 }, (_, i) => `f${i}() { A=1; }; f${i}`).join('\n'),
  ),
  // Texts and words that grow.
  'braces times braces': alone('echo {1..100000}{1..100000}'),
  'braces times braces, many times': alone('echo {1..30}{1..30} > o\n'.repeat(2000)),
  'braces in braces': alone(`echo ${'{a,b}'.repeat(25)}`),
  'braces that are never closed': alone(`echo ${'{a,'.repeat(20_000)}`),
  'text that doubles': alone('x=aaaaaaaaaa; for i in {1..60}; do x=$x$x; done; echo $x > o'),
  'text that grows by replacing': alone('x=a; for i in {1..40}; do x=${x//a/aa}; done'),
  'text that grows by replacing with itself': alone('x=abc; for i in {1..200}; do x=${x//?/$x}; done'),
  'text that is cut again and again': withFile(
    'x=$(cat f); for i in {1..250}; do x=${x#a}; y=${x%%a}; done',
    line10,
  ),
  'text that is searched again and again': withFile(
    'x=$(cat f); for i in {1..250}; do y=${x//b/c}; [[ $x == *b* ]]; done',
    line10,
  ),
  'text whose case changes again and again': withFile(
    'x=$(cat f); for i in {1..250}; do y=${x^^}; done',
    line10,
  ),
  'an array that grows': alone('a=(x); for i in {1..40}; do a+=("${a[@]}"); done'),
  'an array that grows one by one': alone(
    'for i in {1..250}; do for j in {1..250}; do a+=($i$j); done; done',
  ),
  'arguments that grow': alone('set -- a b; for i in {1..40}; do set -- "$@" "$@"; done'),
  'a width of a billion': alone("printf '%1000000000d' 1 > o"),
  'many widths of a million': alone("for i in {1..200}; do printf '%1000000d' 1 > o$i; done"),
  'a format used for very many words': alone("printf '%s\\n' {1..1000}{a..z} > o"),
  'a sequence of a billion': alone('seq 1 1000000000 > o'),
  'sequences in a loop': alone('for i in {1..250}; do seq 1 90000 > o; done'),
  'yes without end': alone('yes | head -n 1000000 > o'),
  'numbers that grow': alone('x=2; for i in {1..60}; do x=$((x*x)); done; echo $((x**99999999))'),
  'powers of powers': alone(`echo $((${'2**'.repeat(3000)}2))`),
  'arithmetic without end': alone(`echo $((${'1+'.repeat(100_000)}1))`),
  'variables that name each other': alone(
    `A0=1\n${Array.from({ length: 30 }, (_, i) => `A${i + 1}='A${i}+A${i}'`).join('\n')}\necho $((A30))`,
  ),
  'a here-document of half a megabyte': alone(`cat > o <<E\n${`$A ${'a'.repeat(96)}\n`.repeat(5000)}E`),
  'a here-document in a loop': alone(
    `for i in {1..250}; do for j in {1..250}; do cat >> o <<E\n${`${'a'.repeat(99)}\n`.repeat(200)}E\ndone; done`,
  ),
  'a here-string of ten megabytes': withFile(
    'x=$(cat f); for i in {1..50}; do cat <<< "$x" > o; done',
    line10,
  ),
  'a script that says very much': alone(
    `for i in {1..250}; do for j in {1..250}; do echo ${'a'.repeat(1000)}; done; done`,
  ),
  'a trace of very much': alone(
    `set -x; for i in {1..250}; do for j in {1..250}; do x=${'a'.repeat(1000)}; done; done`,
  ),
  // Patterns and expressions.
  'an expression with stars in stars': alone(
    `for i in {1..200}; do [[ ${'a'.repeat(3000)} =~ (a*)*(a*)*(a+)+b ]]; done`,
  ),
  'an expression with large counts': alone(
    `for i in {1..200}; do [[ ${'a'.repeat(3000)} =~ ((a{1,30}){1,30}){1,30}b ]]; done`,
  ),
  'many large expressions': alone(
    Array.from({ length: 400 }, (_, i) => `[[ $A${'a'.repeat(300)} =~ (a{1,60}){1,15}b${i} ]]`).join('\n'),
  ),
  'a pattern with many stars': alone(
    `for i in {1..200}; do [[ ${'a'.repeat(3000)} == ${'*a'.repeat(60)}*b ]]; done`,
  ),
  'a search with many stars': alone(
    `x=${'a'.repeat(3000)}; for i in {1..100}; do y=\${x//${'*a'.repeat(20)}b/x}; y=\${x##*a*a*a*b}; done`,
  ),
  'patterns that repeat themselves': alone(
    `shopt -s extglob; x=${'a'.repeat(3000)}; for i in {1..100}; do y=\${x//+(*(a))b/}; done`,
  ),
  'a choice of thousands of patterns': alone(
    `for x in {1..250}; do case $x in ${Array.from({ length: 3000 }, (_, i) => `*z${i}*) A=${i};;`).join('\n')}\nesac; done`,
  ),
  'a choice of thousands of unknown patterns': alone(
    `case $(maybe) in ${Array.from({ length: 3000 }, (_, i) => `z${i}) A=${i};;`).join('\n')}\nesac`,
  ),
  // sed.
  'sed that doubles a line without end': alone("echo x > g; sed -i ':a;s/x/xx/;ta' g"),
  'sed that doubles its hold space': alone("echo xxxxxxxx > g; sed -i ':a;G;h;ba' g"),
  'sed over ten megabytes, step by step': withFile("sed -i ':x;s/aa/a/;tx' f", lines10),
  'sed over ten megabytes': withFile("sed -i 's/a/b/' f", lines10),
  'sed over ten megabytes, every character': withFile("sed -i 's/a/bb/g' f", lines10),
  'sed over ten megabytes in one line': withFile("sed -i 's/a/bb/g' f", line10),
  'sed over a million lines': withFile("sed -i 's/b/c/' f", million),
  'sed that collects ten megabytes': withFile("sed -i ':a;N;$!ba;s/\\n/,/g' f", million),
  'sed that looks at two lines at a time': withFile("sed -i '$!N;P;D' f", million),
  'sed that turns ten megabytes round': withFile("sed -i '1!G;h;$!d' f", million),
  'sed with a hostile expression': withFile("sed -E -i 's/(a*)*(a|aa)+(a*)*b/x/g' f", lines10),
  'sed with large counts': withFile("sed -E -i 's/((a{1,20}){1,20}){1,20}b/x/' f", lines10),
  'sed with a group that is asked for': withFile("sed -E -i 's/(a+)(a+)(a+)$/\\3\\2\\1/' f", lines10),
  'sed with thousands of commands': withFile(
    `sed -i ${Array.from({ length: 3000 }, (_, i) => `-e 's/x${i}/y/'`).join(' ')} f`,
    () => lines10().slice(0, MEGABYTE),
  ),
  'sed on many files in a loop': withFile('for i in {1..250}; do cp f g$i; sed -i "s/a/$i/g" g$i; done', () =>
    lines10().slice(0, MEGABYTE),
  ),
  'sed again and again on one file': withFile("for i in {1..250}; do sed -i 's/a/b/g;s/b/a/g' f; done", () =>
    lines10().slice(0, MEGABYTE),
  ),
  'sed beyond ASCII over ten megabytes': withFile("sed -i 's/ä/ö/g' f", () => 'ä\n'.repeat(4 * MEGABYTE)),
  // Large files.
  'a large file, copied often': withFile('for i in {1..50}; do cat f f > o$i; done', lines10),
  'a large file, joined often': withFile('for i in {1..50}; do cat f >> o; done', lines10),
  'a large file, searched': withFile('for i in {1..50}; do grep -c b f; done', lines10),
  'a large file, searched for a hostile expression': withFile("grep -E '(a*)*(a*)*b' f > o", lines10),
  'a large file of short lines, searched': withFile('grep b f > o', million),
  'a large file, translated': withFile('for i in {1..50}; do tr a b < f > o; done', lines10),
  'a large file, sorted': withFile('sort f > o; sort -u f > p', million),
  'a large file, counted': withFile('for i in {1..50}; do wc f; done', million),
  'a large file, its ends': withFile('for i in {1..250}; do head -n 1 f > o; tail -n 1 f > p; done', million),
  'a large file, read line by line': withFile('while read -r l; do x="$x$l"; done < f', lines10),
  'a large file, read with unknown ends': withFile(
    'while read -r l; do maybe && x="$x$l"; done < f',
    million,
  ),
  'a large file, read into an array': withFile('mapfile -t a < f; echo "${a[@]}" > o', million),
  'a large file, split into words': withFile('x=$(cat f); set -- $x; echo $# > o', words10),
  'a large file, split into lines': withFile('IFS=$\'\\n\'; x=($(cat f)); echo "${x[@]}" > o', million),
  'a large file, sourced': withFile('. ./f', () => 'A=$A\n'.repeat(2 * MEGABYTE)),
  'a large file, sourced often': withFile('for i in {1..250}; do . ./f; done', () => 'A=1\n'.repeat(20_000)),
  'a large file, filled in': withFile('export A=$(head -c 1000000 f); envsubst < t > o', lines10),
  'a large value put in often': () => ({
    lines: 'export A=$(cat f); envsubst < t > o; envsubst < o > p',
    files: { f: lines10().slice(0, MEGABYTE), t: '$A'.repeat(1000) },
  }),
  'a large file, by way of a pipeline': withFile(`cat f ${'| cat '.repeat(300)}> o`, lines10),
  'a large file in quotes, again and again': withFile('x=$(cat f)\n'.repeat(400), lines10),
  'a large file, awk and python': withFile(
    'awk "{print}" f > o; python3 -c "1" < f > p; for i in {1..250}; do base64 f > q; done',
    lines10,
  ),
  'a large file, unknown after each step': withFile(
    'for i in {1..250}; do maybe && sed -i s/a/b/ f; maybe || echo x >> f; done',
    () => lines10().slice(0, MEGABYTE),
  ),
  // Files and folders.
  'names of thousands of files': () => ({
    lines: 'for i in {1..250}; do echo many/* > o; for f in many/*; do cp "$f" "$f.bak"; done; done',
    files: manyFiles(),
  }),
  'patterns over thousands of files': () => ({
    lines: 'for i in {1..250}; do echo many/*[0-9]*[0-9]*[0-9]*.t?t*; done',
    files: manyFiles(),
  }),
  'thousands of files edited': () => ({ lines: "sed -i 's/1/2/' many/*", files: manyFiles() }),
  'thousands of files copied': () => ({
    lines: 'for i in {1..250}; do cp -r many many$i; rm -rf many$i; done',
    files: manyFiles(),
  }),
  'files made in loops': alone('for i in {1..250}; do for j in {1..250}; do echo $i > o$i.$j; done; done'),
  'folders in folders': alone('for i in {1..250}; do mkdir -p a/a/a/a/a/a; cd a; cp -r . ../b$i; done'),
  'the home copied into itself': alone('for i in {1..250}; do cp -r ~ ./x$i; mv ~ y; rm -rf ~ /; done'),
  // Nesting and numbers.
  'substitutions in substitutions': alone(`A=${'$(echo '.repeat(140)}x${')'.repeat(140)}`),
  'substitutions that double': alone('f() { echo $(f)$(f); }; f'),
  'thousands of substitutions': alone('A=$(echo $A)$(echo $B)\n'.repeat(4000)),
  'pipelines of thousands': alone(`echo a ${'| cat '.repeat(8000)}> o`),
  'subshells in subshells': alone(`${'('.repeat(140)}:${')'.repeat(140)}`),
  'thousands of subshells': alone('(A=1; B=2)\n'.repeat(8000)),
  'thousands of subshells of thousands of variables': alone(
    `${Array.from({ length: 3000 }, (_, i) => `V${i}=${i}`).join('\n')}\n${'(A=1)\n'.repeat(3000)}`,
  ),
  'conditions nested thirty deep': alone(branches(30)),
  'conditions nested, both sides': alone(
    Array.from({ length: 12 }).reduce<string>(
      (inner) => `if maybe; then ${inner}; else ${inner}; fi`,
      'X=$X$X',
    ),
  ),
  'thousands of unknown conditions': alone(
    Array.from({ length: 3000 }, (_, i) => `if maybe; then A${i}=1; else B${i}=2; fi`).join('\n'),
  ),
  'thousands of unknown conditions on one text': alone('if maybe; then A=$A$B; else B=$A; fi\n'.repeat(3000)),
  'thousands of unknown conditions on the log': alone(
    'if maybe; then echo a; else echo b; fi\n'.repeat(3000),
  ),
  'thousands of unknown conditions on a file': withFile(
    'if maybe; then echo a >> f; else sed -i s/a/b/ f; fi\n'.repeat(3000),
    () => lines10().slice(0, MEGABYTE),
  ),
  'thousands of unknown conditions on many files': () => ({
    lines: `for f in many/*1*; do echo x >> $f; done\n${'maybe && A=1\n'.repeat(3000)}`,
    files: manyFiles(),
  }),
  'thousands of ways to end': alone('maybe || exit 1\n'.repeat(4000)),
  'thousands of ways to return': alone(`f() {\n${'maybe && return 1\n'.repeat(4000)}}\nf`),
  'thousands of commands in the background': alone('sleep 1 && A=1 &\n'.repeat(4000)),
  'thousands of redirections': alone('{ echo a; echo b >&2; } > o 2>&1\n'.repeat(4000)),
  'thousands of unknown commands': alone('git a "$A" b c\n'.repeat(8000)),
  'thousands of variables in one line': alone(
    `${Array.from({ length: 4000 }, (_, i) => `V${i}=${i}`).join(' ')}\nexport ${Array.from({ length: 4000 }, (_, i) => `V${i}`).join(' ')}\nenv > o`,
  ),
  'a word of thousands of parts': alone(`A=${'$B"$C"'.repeat(20_000)}`),
  'a line of thousands of words': alone(`echo ${'a$B '.repeat(40_000)}`),
  'a list of thousands': alone(`${'true && '.repeat(8000)}true`),
  'a list of thousands that nobody knows': alone(`${'maybe && '.repeat(4000)}true`),
};
