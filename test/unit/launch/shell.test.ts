import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { knownText, show } from '../../../server/src/launch/index.ts';
import { exported, type Files, launchOf, runOf, textAfter } from './launch.ts';

interface Row {
  /** Lines of the script, before `exec "$@"`. */
  readonly run: string;
  readonly files?: Files;
  readonly env?: Readonly<Record<string, string>>;
  /** What the server gets. */
  readonly exports?: Readonly<Record<string, string | undefined>>;
  /** Texts of changed files. */
  readonly writes?: Files;
  readonly prints?: string;
  readonly complains?: string;
  /** Without it the hand-over is reached. */
  readonly ends?: number;
}

const HEAD = '/home/jovyan/binder/start: line ';

async function check(row: Row): Promise<void> {
  const launch = await runOf(row.run, row.files, row.env);
  for (const [name, value] of Object.entries(row.exports ?? {}))
    assert.equal(exported(launch, name), value, name);
  for (const [path, text] of Object.entries(row.writes ?? {}))
    assert.equal(textAfter(launch, path), text, path);
  if (row.prints !== undefined) assert.equal(show(launch.stdout), row.prints);
  assert.equal(show(launch.stderr), row.complains ?? '');
  assert.equal(launch.reachesExec, row.ends === undefined ? 'yes' : 'no');
  if (row.ends !== undefined) assert.equal(launch.exit, row.ends);
  assert.deepEqual(launch.unknown, []);
}

function table(title: string, rows: Readonly<Record<string, Row>>): void {
  describe(title, () => {
    for (const [name, row] of Object.entries(rows)) test(name, () => check(row));
  });
}

table('assignments', {
  'only what is exported reaches the server': {
    run: 'A=1\nexport B=2 C',
    exports: { A: undefined, B: '2', C: undefined },
  },
  'a name of the environment stays exported': { run: 'A=new', env: { A: 'old' }, exports: { A: 'new' } },
  'set -a exports, := does not': { run: ': ${A:=d}\nset -a\nB=$A', exports: { A: undefined, B: 'd' } },
  'an array is not exported': {
    run: 'export A=(1 2)\nexport B="${A[1]}${#A[@]}"',
    exports: { A: undefined, B: '22' },
  },
  'a prefix is for one command, also for exec': {
    run: 'A=1 true\nB=1 exec "$@"',
    exports: { A: undefined, B: '1' },
  },
  'blanks around the sign': {
    run: 'export A = 1\nexport R=$?',
    exports: { A: undefined, R: '1' },
    complains: `${HEAD}2: export: \`=': not a valid identifier\n${HEAD}2: export: \`1': not a valid identifier\n`,
  },
  'no splitting behind the sign of export': { run: 'V="a  b *"\nexport A=$V', exports: { A: 'a  b *' } },
  'braces are expanded in export, not in an assignment': {
    run: 'A={x,y}\nexport A B={x,y} C={NAME}',
    exports: { A: '{x,y}', B: 'y', C: '{NAME}' },
  },
  'a readonly variable gives up the command': {
    run: 'readonly A=1\nA=2; export B=lost\nexport A C=on',
    exports: { A: '1', B: undefined, C: 'on' },
    complains: `${HEAD}3: A: readonly variable\n`,
  },
  'the home, not in quotes': {
    run: 'export A=~/x B="~/x" C=a:~/b',
    exports: { A: '/home/jovyan/x', B: '~/x', C: 'a:/home/jovyan/b' },
  },
});

table('expansions', {
  'the longest name counts': {
    run: 'export A="$USER_data" B="${USER}_data"',
    exports: { A: '', B: 'jovyan_data' },
  },
  defaults: {
    run: 'E=\nexport A=${X:-d} B=${E-d} C=${E:-"a b"} D=${E+set} F=${E:+set}',
    exports: { A: 'd', B: '', C: 'a b', D: 'set', F: '' },
  },
  'a missing value that is demanded ends the script': {
    run: 'export A=${X:?set X}',
    ends: 1,
    complains: `${HEAD}2: X: set X\n`,
  },
  'cut and replaced': {
    run: 'I=gcr.io/a/b:1\nexport A=${I##*/} B=${I%%:*} C=${I/gcr/x} D=${I//\\//_} E=${I^^} F=${I:4:2}',
    exports: { A: 'b:1', B: 'gcr.io/a/b', C: 'x.io/a/b:1', D: 'gcr.io_a_b:1', E: 'GCR.IO/A/B:1', F: 'io' },
  },
  'of a variable that is not set nothing is replaced': {
    run: 'E=\nexport A=[${X/*/r}] B=[${E/*/r}]',
    exports: { A: '[]', B: '[r]' },
  },
  'through another name': { run: 'N=A\nA=v\nexport B=${!N}', exports: { B: 'v' } },
  'a bad substitution gives up the command': {
    run: 'export A="${X.y}"\nexport B=1',
    exports: { A: undefined, B: '1' },
    complains: `${HEAD}2: \${X.y}: bad substitution\n`,
  },
  'substitutions lose line breaks at their end': {
    run: 'export A="$(cat t)" B=$(printf "x\\n\\n")y C=`basename $PWD`',
    files: { t: 'a\nb\n\n' },
    exports: { A: 'a\nb', B: 'xy', C: 'jovyan' },
  },
  'the status of a substitution is that of a plain assignment': {
    run: 'A=$(false)\nexport R=$?\nexport B=$(false)\nexport S=$?',
    exports: { R: '1', S: '0' },
  },
  arithmetic: { run: 'N=3\nexport A=$((N*2+1)) B=$(( N > 2 ? 10 : 20 ))', exports: { A: '7', B: '10' } },
});

table('words', {
  'split, then names of files, sorted and without hidden ones': {
    run: 'V="*.txt  x"\necho $V "$V" *.none > o',
    files: { 'b.txt': '', 'a.txt': '', '.c.txt': '' },
    writes: { o: 'a.txt b.txt x *.txt  x *.none\n' },
  },
  'an empty value is no word without quotes': { run: 'printf "[%s]" a $NOPE "" b', prints: '[a][][b]' },
  'the separators of IFS': { run: 'IFS=:\nV=a::b:\nprintf "[%s]" $V', prints: '[a][][b]' },
});

table('tests', {
  'without quotes an unset variable is no word': {
    run: '[ -n $X ] && export A=1\n[ -f $X ] && export B=1\n[ $X = a ]\nexport R=$?',
    exports: { A: '1', B: '1', R: '2' },
    complains: `${HEAD}4: [: =: unary operator expected\n`,
  },
  'one word is always true': { run: 'X=b\n[ $X=a ] && export A=1', exports: { A: '1' } },
  'patterns and expressions': {
    run: 'I=a/b:1\n[[ $I == a/* ]] && export A=1\n[[ $I == "a/*" ]] || export B=1\n[[ $I =~ ^(.*):([0-9])$ ]] && export C=${BASH_REMATCH[2]}',
    exports: { A: '1', B: '1', C: '1' },
  },
  'files and folders': {
    run: '[ -f binder/start ] && [ -d binder ] && [ ! -e nope ] && [ -s t ] && export A=1\n[ -s e ] || export B=1',
    files: { t: 'x', e: '' },
    exports: { A: '1', B: '1' },
  },
});

table('control', {
  'lists of && and ||': {
    run: 'false && A=1 || export B=1\ntrue || export C=1',
    exports: { B: '1', C: undefined },
  },
  'case with patterns and fall through': {
    run: 'case gcr.io/x in\n hub*) export A=1 ;;\n gcr*) export B=1 ;&\n never) export C=1 ;;\n *) export D=1 ;;\nesac',
    exports: { A: undefined, B: '1', C: '1', D: undefined },
  },
  'loops with break and continue': {
    run: 'for v in 1 2 3 4; do [ $v = 2 ] && continue; [ $v = 4 ] && break; echo $v; done\nn=0\nuntil [ $n -ge 2 ]; do n=$((n+1)); done\nfor ((i=0;i<2;i++)); do n=$n$i; done\nexport n',
    exports: { n: '201' },
    prints: '1\n3\n',
  },
  'functions with locals and return': {
    run: 'A=out\nf() { local A=in; export B=$A-$1-$#; return 3; }\nf x y\nexport R=$? A',
    exports: { A: 'out', B: 'in-x-2', R: '3' },
  },
  'a subshell keeps its variables and folder to itself': {
    run: '(export A=1; cd binder; echo x > f)\nexport B=$(pwd)',
    exports: { A: undefined, B: '/home/jovyan' },
    writes: { 'binder/f': 'x\n' },
  },
  'so does each part of a pipeline': {
    run: 'echo "A 1" | while read -r k v; do export $k=$v; done\nread -r B C <<< "x y z"\nexport B C',
    exports: { A: undefined, B: 'x', C: 'y z' },
  },
  'reading skips a last line without its end': {
    run: 'while IFS== read -r k v; do export "$k=$v"; done < .env',
    files: { '.env': 'A=1\nB=x=y\nC=3' },
    exports: { A: '1', B: 'x=y', C: undefined },
  },
});

table('here-documents and redirections', {
  'quoted markers expand nothing': {
    run: "cat > a <<'E'\n$USER\nE\ncat > b <<E\n$USER \\$\nE\ncat > c <<-E\n\t\tx\n\tE",
    writes: { a: '$USER\n', b: 'jovyan $\n', c: 'x\n' },
  },
  'a command that writes the file it reads empties it first': {
    run: 'cat t > t\nenvsubst < u > u',
    files: { t: 'a\n', u: '$USER\n' },
    writes: { t: '', u: '' },
  },
  'a folder that is missing: the command does not run': {
    run: 'echo a > no/x\nexport R=$?',
    exports: { R: '1' },
    complains: `${HEAD}2: no/x: No such file or directory\n`,
  },
  'both outputs into one file': {
    run: '{ echo a; echo b >&2; } > o 2>&1\necho c >> o',
    writes: { o: 'a\nb\nc\n' },
  },
  'exec with a redirection is for the rest': {
    run: 'exec > log 2>&1\necho a\nfalse x',
    writes: { log: 'a\n<server>' },
  },
});

table('files', {
  'copied, moved, removed': {
    run: 'mkdir -p ~/.config/dask\ncp t ~/.config/dask/\ncp t c && mv c m\nrm -f u nope\ntouch n',
    files: { t: 'a\n', u: '' },
    writes: { '.config/dask/t': 'a\n', m: 'a\n', u: '(absent)', n: '' },
  },
  'tee and links': {
    run: 'echo x | tee a b > c\necho y | tee -a a > /dev/null\nln -s a l\ncat l > d',
    writes: { a: 'x\ny\n', b: 'x\n', c: 'x\n', d: 'x\ny\n', l: '(link)' },
  },
  'the working directory, back and forth': {
    run: 'cd binder\necho $(basename "$PWD") > f\ncd ..\ncd - > /dev/null\npushd .. > /dev/null\npopd > /dev/null\ncd\nexport A=$OLDPWD',
    writes: { 'binder/f': 'binder\n' },
    exports: { A: '/home/jovyan/binder', PWD: '/home/jovyan' },
  },
  'envsubst knows exported variables in two forms': {
    run: "Y=2\nenvsubst < t > o\nenvsubst '$USER' < t > p",
    files: { t: '$USER ${USER} $Y ${USER:-d}\n' },
    writes: { o: 'jovyan jovyan  ${USER:-d}\n', p: 'jovyan jovyan $Y ${USER:-d}\n' },
  },
  'filters of known text': {
    run: 'export A=$(echo gcr.io/a | cut -d/ -f2) B=$(echo ab | tr a-z A-Z) C=$(head -1 t) D=$(grep -c b t) E=$(wc -l < t)',
    files: { t: 'ab\nb\n' },
    exports: { A: 'a', B: 'AB', C: 'ab', D: '2', E: '2' },
  },
});

table('other scripts', {
  'source runs in the same shell, its return ends it': {
    run: 'source r.sh x\nexport R=$? N=$#\n. ./r.sh',
    files: { 'r.sh': 'export A="$1"\nreturn 3\nexport B=1\n' },
    exports: { R: '3', B: undefined },
  },
  'a file that is missing: the script goes on': {
    run: 'source nope.sh\nexport R=$?',
    exports: { R: '1' },
    complains: `${HEAD}2: nope.sh: No such file or directory\n`,
  },
  'bash runs in a shell of its own': {
    run: 'V=1\nbash c.sh\nbash -c \'echo "$0 $1" > o2\' n a',
    files: { 'c.sh': 'export A=1\necho "[$V]" > o\n' },
    exports: { A: undefined },
    writes: { o: '[]\n', o2: 'n a\n' },
  },
  'eval of known text': { run: 'N=B\neval "export $N=2"', exports: { B: '2' } },
});

table('options', {
  '-e ends at a command that fails, but not in conditions': {
    run: 'set -e\nif false; then :; fi\nfalse || true\n! true\nexport A=1\nfalse\nexport B=1',
    ends: 1,
    exports: { A: '1', B: undefined },
  },
  '-e is off in functions of a condition': {
    run: 'set -e\nf() { false; export A=1; }\nif f; then export B=1; fi',
    exports: { A: '1', B: '1' },
  },
  '-u ends at an unset variable': {
    run: 'set -u\nexport A="${X:-}" B="$*"\nif [[ -z "${X}" ]]; then :; fi',
    ends: 1,
    complains: `${HEAD}4: X: unbound variable\n`,
  },
  pipefail: { run: 'set -eo pipefail\nfalse | true', ends: 1 },
  '-x shows what is run': {
    run: 'set -x\nexport A="a b"\nB=1 true x\nset +x',
    complains: "+ export 'A=a b'\n+ A='a b'\n+ B=1\n+ true x\n+ set +x\n",
  },
});

describe('the end of a script', () => {
  const handed = async (lines: string, args = 'exec "$@"') => {
    const launch = await launchOf({ 'binder/start': `#!/bin/bash\n${lines}\n${args}\n` });
    return [launch.reachesExec, launch.server?.how, launch.server?.background];
  };

  test('ways to hand over', async () => {
    assert.deepEqual(await handed('true'), ['yes', 'exec', false]);
    assert.deepEqual(await handed('', '"$@"'), ['no', 'child', false]);
    assert.deepEqual(await handed('', '( exec "$@" )'), ['no', 'child', false]);
    assert.deepEqual(await handed('', 'exec "$@" &'), ['no', 'child', true]);
    assert.deepEqual(await handed('f() { exec "$@"; }', 'f "$@"'), ['yes', 'exec', false]);
    assert.deepEqual(await handed('f() { exec "$@"; }', 'f'), ['no', undefined, undefined]);
    assert.deepEqual(await handed('set -- "$@" --x', 'exec env A=1 "$@"'), ['yes', 'exec', false]);
    assert.deepEqual(await handed('P=$1; shift', 'exec "$P" "$@"'), ['yes', 'exec', false]);
    assert.deepEqual(await handed('exit 0'), ['no', undefined, undefined]);
    assert.deepEqual(await handed('false', 'false && exec "$@"'), ['no', undefined, undefined]);
    assert.deepEqual(await handed('', 'exec jupyter lab'), ['yes', undefined, undefined]);
  });

  test('a trap on EXIT runs at the end, and not when the server takes over', async () => {
    const trap = 'trap "echo bye > bye" EXIT';
    assert.equal(textAfter(await runOf(trap), 'bye'), undefined);
    assert.equal(textAfter(await runOf(`${trap}\nexit 3`), 'bye'), 'bye\n');
  });

  test('what stands before a syntax error has been run', async () => {
    const launch = await runOf('echo one > o\nfi\necho two >> o');
    assert.equal(textAfter(launch, 'o'), 'one\n');
    assert.equal(launch.reachesExec, 'no');
    assert.equal(launch.exit, 2);
    const [end] = launch.steps.filter((step) => step.kind === 'end');
    assert.equal(end?.kind === 'end' && end.why, 'syntax-error');
    assert.equal(end?.place.line, 3);
  });

  test('a job in the background runs beside the server', async () => {
    const launch = await runOf('(sleep 1; echo bg > bg) &\nexport A=1');
    assert.equal(textAfter(launch, 'bg'), 'bg\n');
    assert.equal(launch.reachesExec, 'yes');
    const during = await runOf('echo bg > bg &\ncat bg > copy');
    assert.match(textAfter(during, 'copy') ?? '', /^\(|<|^$/);
  });
});

describe('what random scripts showed', () => {
  test('a text of eval that cannot be read ends no more than that command', async () => {
    const launch = await runOf("eval 'echo \"'\nexport R=$?");
    assert.equal(exported(launch, 'R'), '2');
    assert.equal(launch.reachesExec, 'yes');
  });

  test('a negated compound command that cannot open its files fails all the same', async () => {
    const launch = await runOf('! { :; } < nope\nexport R=$?\n! cat < nope\nexport S=$?');
    assert.equal(exported(launch, 'R'), '1');
    assert.equal(exported(launch, 'S'), '0');
  });

  test('`cd ""` sets OLDPWD, and a variable of a function without a value lets the one around it through', async () => {
    const launch = await runOf('cd "$NOPE"\nf() { local B; envsubst < t > o; }\nexport B=1\nf', {
      t: '[$B]',
    });
    assert.equal(exported(launch, 'OLDPWD'), '/home/jovyan');
    assert.equal(textAfter(launch, 'o'), '[1]');
  });

  test('a copy of the shell opens its files itself: what fails there ends the copy', async () => {
    const launch = await runOf('set -u\n( : ) > "$NOPE"\nexport R=$?');
    assert.equal(exported(launch, 'R'), '1');
    assert.equal(launch.reachesExec, 'yes');
    const group = await runOf('set -u\n{ :; } > "$NOPE"\nexport R=$?');
    assert.equal(group.reachesExec, 'no');
  });

  test('env refuses a folder by its path', async () => {
    const launch = await runOf('mkdir d\nenv ./d\nexport B=$?');
    assert.equal(exported(launch, 'B'), '126');
  });

  test('a descriptor that may lead elsewhere makes both places unknown', async () => {
    const launch = await runOf('if [ "$(hostname)" = x ]; then exec 2>&1; fi\necho x > nope/x');
    assert.equal(knownText(launch.stdout), undefined);
    assert.equal(knownText(launch.stderr), undefined);
  });

  test('an array keeps its kind', async () => {
    const launch = await runOf('M[1]=a\ndeclare -A M=([k]=b)\nexport R=$? V=${M[1]}\ndeclare -A M');
    assert.equal(exported(launch, 'R'), '1');
    assert.equal(exported(launch, 'V'), 'a');
    assert.equal(
      show(launch.stderr),
      `${HEAD}3: M: cannot convert indexed to associative array\n${HEAD}5: declare: M: cannot convert indexed to associative array\n`,
    );
  });

  test('grep refuses to read the file that it writes', async () => {
    const launch = await runOf('grep a t > t\nexport R=$?\ngrep -q a u > u\nexport S=$?\ngrep a < v >> v', {
      t: 'a\n',
      u: 'a\n',
      v: 'a\n',
    });
    assert.equal(exported(launch, 'R'), '2');
    assert.equal(exported(launch, 'S'), '1');
    assert.equal(textAfter(launch, 't'), '');
    assert.equal(
      show(launch.stderr),
      'grep: t: input file is also the output\ngrep: (standard input): input file is also the output\n',
    );
  });

  test('a link that leads nowhere is in the way of a folder', async () => {
    const launch = await runOf('ln -s nowhere l\nmkdir -p l\nexport R=$?');
    assert.equal(exported(launch, 'R'), '1');
  });
});
