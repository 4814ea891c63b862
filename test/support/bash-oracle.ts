import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether the bash of this machine is the one whose grammar the reader follows. */
export function hasBash(): boolean {
  const run = spawnSync('bash', ['-c', 'printf %s "${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]}"'], {
    encoding: 'utf8',
  });
  return run.status === 0 && run.stdout === '5.2';
}

const READ =
  'for ((i = 0; i < $2; i++)); do bash -n "$1/$i" > /dev/null 2> "$1/$i.err" < /dev/null; echo $?; done';

/**
 * What `bash -n` says of each script: undefined when it reads it, else its first message. Open here-documents are
 * only warned of. After an empty `[[ ]]` and the like bash stops without a word; a last line that it would have to
 * complain about shows that.
 */
export function refusals(scripts: readonly string[]): (string | undefined)[] {
  const first = messages(scripts);
  const probes = messages(scripts.map((script, i) => (first[i] === undefined ? `${script}\n)\n` : '')));
  return first.map(
    (message, i) => message ?? (probes[i] === undefined && !opens(scripts[i]) ? 'silence' : undefined),
  );
}

/** A here-document or a continued line swallows the probe. */
function opens(script: string | undefined): boolean {
  return script?.includes('<<') === true || script?.endsWith('\\') === true;
}

function messages(scripts: readonly string[]): (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), 'bash-oracle-'));
  try {
    scripts.forEach((script, i) => {
      writeFileSync(join(folder, `${i}`), script);
    });
    const run = spawnSync('bash', ['-c', READ, 'oracle', folder, `${scripts.length}`], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    const statuses = run.stdout.trimEnd().split('\n');
    return scripts.map((_, i) => {
      const lines = readFileSync(join(folder, `${i}.err`), 'utf8').split('\n');
      const message = lines.find((line) => line !== '' && !line.includes('warning:'));
      return message ?? (statuses[i] === '0' ? undefined : `status ${statuses[i]}`);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The words that bash makes of the arguments of each command; no file name is matched. */
export function expandedWords(commands: readonly string[]): string[][] {
  const lines = commands.map(
    (words) => `set --; eval ${quoted(`set -- ${words}`)}; printf '%s\\1' "$@"; printf '\\2'`,
  );
  const run = spawnSync('bash', {
    input: `set -f; HOME=/home/x\n${lines.join('\n')}`,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    maxBuffer: 2 ** 26,
  });
  return run.stdout
    .split('\x02')
    .slice(0, -1)
    .map((words) => words.split('\x01').slice(0, -1));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
