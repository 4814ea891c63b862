#!/usr/bin/env node
// Runs every case of bash-sed-cases.json with the real bash / dash / sed of the machine and
// records what was observed. The data are observations, not beliefs.
//
//   node observe-bash.mjs                 check: re-observe, print differences, exit 1 if any
//   node observe-bash.mjs --write         re-observe and write `expect` of every case
//   node observe-bash.mjs --only a,b      restrict to named cases
//   node observe-bash.mjs --show name     print one observation
//   node observe-bash.mjs --cases FILE    other data file
//
// A case (what all cases of a file have in common stands once in its `shared`):
//   name, category, level ("must" | "should" | "may-unknown"), note?
//   script     text of the start file (with its shebang line)
//   env        environment of the start file; PATH and HOME are added when the case gives none
//   files      path -> content, relative to the repository directory, before the run
//   symlinks?  path -> target; dirs? [path]; modes? path -> "0644"
//   scriptPath? default "binder/start"; cwd? default "." (relative to the repository directory)
//   stderrUnordered? the parts of a pipeline write in any order: the lines are sorted
//   args?      arguments after the probe; launcher? "exec" (default) | "bash" | "popen"
// The script gets as "$1" the path of a probe program (shown as /probe) and then `args`:
// the probe stands for `jupyter-lab ...` and records argv, environment and pid.
//   exec   the kernel runs the file (execvp: a file without a valid shebang falls back to /bin/sh)
//   popen  python3 subprocess.Popen, as the entry point of repo2docker does (no fallback)
//   bash   `bash FILE ...`
//   bash-exec  `exec FILE ...` from a bash, as the entry point of repo2docker did from 2019 to 2021
// expect:
//   files       every regular file afterwards (the script itself only when it changed)
//   symlinks, deleted   only when there are any
//   exportedEnv environment of the probe, without _ and SHLVL, and without PATH and HOME when unchanged;
//               null when the probe never ran
//   execArgs    argv of the probe after its own name; execSamePid: was the script replaced by it
//   execCwd     working directory of the probe (relative to the repository directory)
//   exit, stdout, stderr
// The repository directory is a fresh temporary one; it is shown as /home/jovyan everywhere. With OBSERVE_AT_HOME=1 it
// is /home/jovyan itself, and the probe /probe: for a machine or a mount namespace in which nothing is lost by that.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const argv = process.argv.slice(2);
const opt = (n) => {
  const i = argv.indexOf(n);
  return i < 0 ? undefined : argv[i + 1];
};
const dataFile = opt('--cases') ?? path.join(here, 'bash-sed-cases.json');
const HOME = '/home/jovyan';
const PATHVAR = '/usr/local/bin:/usr/bin:/bin';

const PROBE = `#!/bin/sh
d=\${0%/*}
cat /proc/$$/environ > "$d/probe.env"
printf '%s' "$$" > "$d/probe.pid"
pwd -P > "$d/probe.cwd"
: > "$d/probe.args"
for a in "$@"; do printf '%s\\0' "$a" >> "$d/probe.args"; done
`;
const POPEN = `import os, subprocess, sys
os.environ.pop('LC_CTYPE', None)
c = subprocess.Popen(sys.argv[1:], bufsize=1, stdout=None, stderr=None)
open(sys.argv[2].rsplit('/', 1)[0] + '/start.pid', 'w').write(str(c.pid))
sys.exit(c.wait())
`;

function text(buf) {
  const s = buf.toString('utf8');
  return Buffer.from(s, 'utf8').equals(buf) ? s : { base64: buf.toString('base64') };
}

function walk(dir, base = '') {
  const out = [];
  for (const e of fs.readdirSync(dir, { withFileTypes: true })) {
    const rel = base ? `${base}/${e.name}` : e.name;
    if (e.isSymbolicLink()) out.push({ rel, link: fs.readlinkSync(path.join(dir, e.name)) });
    else if (e.isDirectory()) out.push(...walk(path.join(dir, e.name), rel));
    else if (e.isFile()) out.push({ rel, file: true });
  }
  return out;
}

export function observe(c) {
  const atHome = process.env.OBSERVE_AT_HOME === '1';
  const root = atHome ? '' : fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'obs-')));
  const repo = root + HOME;
  const into = (s) => (typeof s === 'string' ? s.replaceAll(HOME, repo) : s);
  const scrub = (s) => (typeof s === 'string' && !atHome ? s.replaceAll(root, '') : s);
  const traces = ['probe', 'probe.env', 'probe.pid', 'probe.cwd', 'probe.args', 'start.pid'];
  try {
    fs.mkdirSync(repo, { recursive: true });
    const probe = `${root}/probe`;
    fs.writeFileSync(probe, PROBE, { mode: 0o755 });
    const scriptPath = c.scriptPath ?? 'binder/start';
    const put = (rel, content) => {
      const p = path.join(repo, rel);
      fs.mkdirSync(path.dirname(p), { recursive: true });
      fs.writeFileSync(p, into(content));
    };
    for (const d of c.dirs ?? []) fs.mkdirSync(path.join(repo, d), { recursive: true });
    for (const [rel, content] of Object.entries(c.files ?? {})) put(rel, content);
    put(scriptPath, c.script);
    fs.chmodSync(path.join(repo, scriptPath), 0o755);
    for (const [rel, target] of Object.entries(c.symlinks ?? {})) {
      fs.mkdirSync(path.dirname(path.join(repo, rel)), { recursive: true });
      fs.symlinkSync(target, path.join(repo, rel));
    }
    for (const [rel, m] of Object.entries(c.modes ?? {})) fs.chmodSync(path.join(repo, rel), parseInt(m, 8));
    const env = { PATH: PATHVAR, HOME, ...c.env };
    const file = path.join(repo, scriptPath);
    const args = [probe, ...(c.args ?? [])];
    const launcher = c.launcher ?? 'exec';
    const cmd =
      launcher === 'popen'
        ? ['python3', '-c', POPEN, file, ...args]
        : launcher === 'bash-exec'
          ? ['bash', '-c', 'exec "$0" "$@"', file, ...args]
          : launcher === 'bash'
            ? ['bash', file, ...args]
            : [file, ...args];
    const assigns = Object.entries(env).map(([name, value]) => `${name}=${into(value)}`);
    // `env` becomes the script: the pid is the same.
    const r = spawnSync('env', ['-i', ...assigns, ...cmd], {
      cwd: path.join(repo, c.cwd ?? '.'),
      timeout: 20000,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: PATHVAR },
      detached: true,
    });
    // A script that runs on is ended with all that it has started.
    if (r.error?.code === 'ETIMEDOUT') endGroup(r.pid);
    // give a background probe a moment
    if (c.settleMs) spawnSync('sleep', [String(c.settleMs / 1000)]);
    const files = {};
    const links = {};
    const seen = new Set();
    for (const e of walk(repo)) {
      seen.add(e.rel);
      if (e.link !== undefined) {
        links[e.rel] = scrub(e.link);
        continue;
      }
      const v = text(fs.readFileSync(path.join(repo, e.rel)));
      const shown = scrub(v);
      if (e.rel === scriptPath && shown === c.script) continue;
      files[e.rel] = shown;
    }
    const deleted = [...Object.keys(c.files ?? {}), ...Object.keys(c.symlinks ?? {})].filter(
      (f) => !seen.has(f),
    );
    const read = (n) => (fs.existsSync(`${root}/${n}`) ? fs.readFileSync(`${root}/${n}`) : null);
    const penv = read('probe.env');
    let exportedEnv = null;
    if (penv) {
      exportedEnv = {};
      for (const kv of penv.toString('utf8').split('\0')) {
        const i = kv.indexOf('=');
        if (i <= 0) continue;
        const k = kv.slice(0, i);
        const v = scrub(kv.slice(i + 1));
        if (k === '_' || k === 'SHLVL') continue;
        if ((k === 'PATH' || k === 'HOME') && v === scrub(into(env[k]))) continue;
        exportedEnv[k] = v;
      }
      exportedEnv = Object.fromEntries(Object.entries(exportedEnv).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    const expect = { files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) };
    if (Object.keys(links).length) expect.symlinks = links;
    if (deleted.length) expect.deleted = deleted;
    expect.exportedEnv = exportedEnv;
    if (penv) {
      expect.execArgs = read('probe.args').toString('utf8').split('\0').slice(0, -1).map(scrub);
      const start = read('start.pid')?.toString() ?? String(r.pid);
      expect.execSamePid = read('probe.pid').toString() === start;
      expect.execCwd = path.relative(repo, read('probe.cwd').toString().trim()) || '.';
    }
    expect.exit = r.status ?? `signal ${r.signal}`;
    expect.stdout = scrub(text(r.stdout));
    expect.stderr = scrub(text(r.stderr));
    if (typeof expect.stderr === 'string' && launcher === 'popen') {
      // keep only the last line of a Python traceback
      const lines = expect.stderr.split('\n').filter(Boolean);
      if (lines.some((l) => l.startsWith('Traceback'))) expect.stderr = `${lines.at(-1)}\n`;
    }
    if (c.stderrUnordered) expect.stderr = `${expect.stderr.split('\n').filter(Boolean).sort().join('\n')}\n`;
    return expect;
  } finally {
    for (const one of atHome ? [repo, ...traces.map((name) => `/${name}`)] : [root])
      fs.rmSync(one, { recursive: true, force: true });
  }
}

function endGroup(leader) {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}

function version(cmd, args) {
  const r = spawnSync(cmd, args, { encoding: 'utf8' });
  return (r.stdout || r.stderr || '').split('\n')[0].trim();
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const data = JSON.parse(fs.readFileSync(dataFile, 'utf8'));
  const only = opt('--only')?.split(',');
  const show = opt('--show');
  const names = new Set();
  let bad = 0;
  let done = 0;
  for (const c of data.cases) {
    if (names.has(c.name)) {
      console.error(`duplicate name: ${c.name}`);
      bad++;
    }
    names.add(c.name);
    if (only && !only.includes(c.name)) continue;
    if (show && show !== c.name) continue;
    const seen = observe({ ...data.shared, ...c });
    done++;
    if (show) console.log(JSON.stringify({ ...c, expect: seen }, null, 2));
    else if (argv.includes('--write')) c.expect = seen;
    else if (JSON.stringify(seen) !== JSON.stringify(c.expect)) {
      bad++;
      console.log(
        `DIFFERS ${c.name}\n  recorded ${JSON.stringify(c.expect)}\n  observed ${JSON.stringify(seen)}`,
      );
    }
  }
  if (argv.includes('--write')) {
    data.observedWith = {
      bash: version('bash', ['--version']),
      sed: version('sed', ['--version']),
      sh: 'dash (the /bin/sh of Debian and Ubuntu)',
      envsubst: version('envsubst', ['--version']),
    };
    fs.writeFileSync(dataFile, `${JSON.stringify(data, null, 1)}\n`);
    console.log(`${done} cases observed and written`);
  } else if (!show) console.log(`${done} cases, ${bad} differences`);
  process.exit(bad ? 1 : 0);
}
