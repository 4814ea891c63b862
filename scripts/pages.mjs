// Writes docs/rules/, a page a rule, from the rules' own metadata, and the table of all of them; from the same the schema
// of `.pangeo-binder.yaml`, and the codes that the manifest offers for the setting `pangeoBinder.rules`.
// Usage: node scripts/pages.mjs [--check]   (--check: exit 1 when a page is not up to date)
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { settingsSchema } from '../schemas/build/settings-schema.mjs';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'docs', 'rules');
const schemaPath = join(root, 'schemas', 'pangeo-binder.schema.json');
const manifestPath = join(root, 'package.json');

/** The registry of rules and the table of the settings, bundled so that Node can load them. */
async function loadTables() {
  const temporary = mkdtempSync(join(root, 'node_modules', '.pages-'));
  try {
    const outfile = join(temporary, 'rules.mjs');
    await build({
      stdin: {
        contents:
          "export { RULES } from './server/src/rules/index.ts'; export { RULE_SEVERITIES, SETTINGS_KEYS } from './server/src/binder/index.ts';",
        resolveDir: root,
      },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const SAFETY = {
  none: 'none',
  safe: 'safe',
  unsafe: 'unsafe: offered one by one',
  both: 'safe in some cases, unsafe in others',
};

/** The page of one rule. */
export function page(meta) {
  const { docs } = meta;
  const lines = [
    `# ${meta.code}`,
    '',
    `${meta.summary}.`,
    '',
    `${meta.core ? 'Core rule. ' : ''}Severity: ${meta.severity}. Fix: ${SAFETY[meta.fix]}.`,
    '',
    '## What happens at launch',
    '',
    docs.launch,
    '',
    '## What is looked at',
    '',
    docs.detail,
    '',
  ];
  if (docs.severity) lines.push('## Severity', '', docs.severity, '');
  if (docs.era) lines.push('## Versions', '', `The answer depends on: ${docs.era}.`, '');
  for (const example of docs.examples) {
    lines.push(
      `## Example${example.title ? `: ${example.title}` : ''}`,
      '',
      'Reported:',
      '',
      ...files(example.bad),
      'Right:',
      '',
      ...files(example.good),
    );
  }
  lines.push('## Sources', '', ...docs.sources.map((source) => `- ${source}`), '');
  lines.push('## Switching it off', '', `${switchedOff(meta)}`, '');
  return lines.join('\n');
}

/** How to do without a rule: for a line, a file, a repository, a person, a run. */
function switchedOff({ code }) {
  const everywhere = [
    `For a repository, in \`.pangeo-binder.yaml\`: \`rules: {${code}: off}\`.`,
    `In the editor: \`"pangeoBinder.rules": { "${code}": "off" }\`.`,
    `On the command line: \`pangeo-binder check --rule ${code}=off\`.`,
  ];
  const comments =
    code === 'repo/unused-ignore' || code === 'repo/bad-ignore'
      ? []
      : [`On one line, with a comment: \`# pangeo-binder: ignore[${code}] reason\`.`];
  return [...comments, ...everywhere].join(' ');
}

function files(texts) {
  return Object.entries(texts).flatMap(([path, text]) => [
    `\`${path}\``,
    '',
    `\`\`\`${/ya?ml$/.test(path) ? 'yaml' : /Dockerfile$/.test(path) ? 'dockerfile' : /json$/.test(path) ? 'json' : 'bash'}`,
    shown(text),
    '```',
    '',
  ]);
}

/** Line ends that would be invisible are shown, and lines that nobody would read are cut. */
function shown(text) {
  return text
    .replace(/\r/g, '␍')
    .replace(/\n$/, '')
    .replace(/^.{200,}$/gm, (line) => `${line.slice(0, 60)}… (${line.length} characters)`);
}

function index(rules) {
  const rows = rules.map(
    ({ meta }) =>
      `| [${meta.code}](${meta.code}.md) | ${meta.severity} | ${meta.fix} | ${meta.core ? 'yes' : ''} | ${meta.summary} |`,
  );
  return [
    '# Rules',
    '',
    'Every rule with its usual severity. A page says when it differs, what happens at launch, and shows an example.',
    'Core are the rules behind the four that the tool was made for: a valid configuration, the hand-over at the end of the',
    'start script, the image of the workers, and no major work at launch.',
    '',
    '| rule | severity | fix | core | reported |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** The manifest with all codes and families as names of the setting; VS Code completes and checks them in settings.json. */
function manifestWith(rules) {
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const families = [...new Set(rules.map(({ meta }) => meta.code.split('/')[0]))];
  manifest.contributes.configuration.properties['pangeoBinder.rules'].propertyNames = {
    enum: [...families.map((family) => `${family}/*`), ...rules.map(({ meta }) => meta.code)],
    enumDescriptions: [
      ...families.map((family) => `All rules whose codes begin with ${family}/.`),
      ...rules.map(({ meta }) => `${meta.summary}.`),
    ],
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

async function main() {
  const { RULES: rules, RULE_SEVERITIES, SETTINGS_KEYS } = await loadTables();
  const schema = `${JSON.stringify(settingsSchema(SETTINGS_KEYS, rules, RULE_SEVERITIES), null, 1)}\n`;
  const generated = [
    [schemaPath, schema],
    [manifestPath, manifestWith(rules)],
  ];
  const wanted = new Map([
    ['README.md', index(rules)],
    ...rules.map(({ meta }) => [`${meta.code}.md`, page(meta)]),
  ]);
  const present = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  if (process.argv.includes('--check')) {
    const stale = [...wanted]
      .filter(([path, text]) => !present.includes(path) || readFileSync(join(folder, path), 'utf8') !== text)
      .map(([path]) => path);
    const extra = present.filter((path) => !wanted.has(path));
    for (const path of [...stale, ...extra])
      console.error(`docs/rules/${path} is not up to date: run npm run pages`);
    const others = generated.filter(
      ([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text,
    );
    for (const [path] of others)
      console.error(`${relative(root, path)} is not up to date: run npm run pages`);
    process.exitCode = stale.length + extra.length + others.length > 0 ? 1 : 0;
    return;
  }
  for (const [path, text] of generated) writeFileSync(path, text);
  for (const path of present) if (!wanted.has(path)) rmSync(join(folder, path));
  for (const [path, text] of wanted) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

await main();
