import { isSecretName, type Repository, type RepositoryFile } from '../../binder/index.ts';
import { hubLaunch, knownText } from '../../launch/index.ts';
import { literalPattern } from '../../sed/index.ts';
import type { SourceText, Span } from '../../text/index.ts';
import { nodeAt, resolved, type YamlNode, type YamlPath, type YamlScalar } from '../../yaml/index.ts';
import { editFix, type Fix, type Report, type Reported, type Rule } from '../rule.ts';
import { type Substitution, sedRuns, substitutionsOf } from '../sed/runs.ts';
import { templateImages } from './images.ts';
import { type ResultFinding, resultFindings } from './result-findings.ts';

export const resultInvalid: Rule = {
  meta: {
    code: 'template/result-invalid',
    summary: 'The template is right, and what the start script makes of it is not',
    severity: 'error',
    core: false,
    fix: 'both',
    docs: {
      launch: 'Dask reads another value than the one that sed put in, or cannot read the file at all.',
      detail:
        'The files are read as they are after a launch on a hub, and everything that is wrong then and was not before is shown where it comes from: in the template, or at the command that makes the file. A value with `: `, with ` #` or with a `{` at its beginning needs quotes in YAML, and so does a value that may be empty. Quiet where the simulation does not know the text.',
      severity:
        'That of what is found; error where the file is no YAML any more, or for the image of a worker, and warning for other values that are read differently.',
      sources: ['YAML 1.1, plain scalars', 'observed with GNU sed 4.9: sed-empty-value'],
      examples: [
        {
          bad: {
            '.config/dask/dask.yaml': 'distributed:\n  dashboard:\n    link: DASHBOARD_LINK\n',
            'binder/start': `#!/bin/bash\nsed -i 's|DASHBOARD_LINK|{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status|' .config/dask/dask.yaml\nexec "$@"\n`,
          },
          good: {
            '.config/dask/dask.yaml': 'distributed:\n  dashboard:\n    link: "DASHBOARD_LINK"\n',
            'binder/start': `#!/bin/bash\nsed -i 's|DASHBOARD_LINK|{JUPYTERHUB_SERVICE_PREFIX}proxy/{port}/status|' .config/dask/dask.yaml\nexec "$@"\n`,
          },
        },
      ],
    },
  },
  check(repository, report, round) {
    const told: Reported[] = [];
    const tell = (reported: Reported): void => {
      told.push(reported);
      report(reported);
    };
    misread(repository, tell);
    for (const found of resultFindings(repository, round)) {
      const known = told.some(
        (one) =>
          one.path === found.path &&
          (found.finding.code === 'yaml/syntax' ||
            // A value that is lost shows at its key too.
            isSameLine(repository, one.path, one.span.start, found.span.start)),
      );
      if (!known) tell(reportedOf(repository, found));
    }
  },
};

function isSameLine(repository: Repository, path: string, a: number, b: number): boolean {
  const lines = repository.file(path)?.source.lines;
  return lines !== undefined && lines.lineAt(a) === lines.lineAt(b);
}

/** A mistake that only the text after the launch has. */
function reportedOf(repository: Repository, found: ResultFinding): Reported {
  const { finding, path, span, change } = found;
  const { by } = change;
  return {
    path,
    span,
    severity: finding.severity,
    message: `After line ${by.line} of \`${by.path}\`: ${finding.message}`,
    related: path === by.path ? [] : [{ path: by.path, span: by.span, message: 'This makes it so' }],
    fixes: () => [otherEnd(repository, found)],
  };
}

/** What mends the text after the launch, made where the start script has that text. */
function otherEnd(
  repository: Repository,
  { finding, path, span, change, text }: ResultFinding,
): Fix | undefined {
  const { by } = change;
  const script = repository.file(by.path)?.source;
  const [fix] = finding.fixes();
  const [first] = fix?.changes ?? [];
  if (script === undefined || first?.kind !== 'edit' || first.edits.length !== 1) return undefined;
  const [edit] = first.edits;
  if (edit === undefined || edit.span.start !== finding.span.start || edit.span.end !== finding.span.end)
    return undefined;
  const start =
    path === by.path && script.slice(span) === text ? span.start : onlyPlace(script, by.span, text);
  if (start === undefined) return undefined;
  return editFix(`Write \`${edit.text}\` in \`${by.path}\``, 'unsafe', by.path, [
    { span: { start, end: start + text.length }, text: edit.text },
  ]);
}

/** Where a text stands in a span, when it stands there once. */
function onlyPlace(source: SourceText, span: Span, text: string): number | undefined {
  const within = source.slice(span);
  const at = within.indexOf(text);
  return text === '' || at < 0 || within.includes(text, at + 1) ? undefined : span.start + at;
}

/** Tokens of which YAML reads something else than what sed puts in. */
function misread(repository: Repository, report: Report): void {
  const launch = repository.derive(hubLaunch);
  if (launch.unknownFrom !== undefined) return;
  for (const [path, outcome] of launch.files) {
    const file = repository.file(path);
    if (file === undefined || !(file.roles.includes('dask-config') || file.roles.includes('pod-template')))
      continue;
    const after = outcome.after.kind === 'text' ? knownText(outcome.after.text) : undefined;
    const document = repository.yaml(file);
    if (
      after === undefined ||
      document.problem !== undefined ||
      document.slip !== undefined ||
      document.root === undefined
    )
      continue;
    const made = repository.models.yaml(repository.models.made(path, after));
    for (const { node, place } of scalars(document.root, [])) {
      const sed = fillerOf(repository, path, node.text);
      if (sed === undefined) continue;
      const value = sed.value;
      const result = nodeAt(made.root, place);
      const found = result === undefined ? undefined : resolved(result);
      const same =
        found?.kind === 'scalar' && found.text === value && !(value === '' && node.style === 'plain');
      if (same && made.problem === undefined) continue;
      if (made.problem !== undefined && !isOnLine(file, node, after, made.problem.span.start)) continue;
      const image = templateImages(repository).some((one) => one.node === node);
      report({
        path,
        span: node.span,
        severity: made.problem !== undefined || image ? 'error' : 'warning',
        message: `${value === '' ? `The launch puts nothing in for \`${node.text}\`` : `The launch puts \`${shown(node.text, value)}\` in for \`${node.text}\`, which needs quotes there`}. ${made.problem !== undefined ? 'The file is no YAML then, and cannot be read.' : 'Dask reads another value, or none.'}`,
        related: [
          {
            path: sed.substitution.run.file.path,
            span: sed.substitution.run.step.command.span,
            message: 'This puts it in',
          },
        ],
        fixes: () => [
          node.style !== 'plain' || /["\\]/.test(value) || value === ''
            ? undefined
            : editFix('Put the token into quotes', 'safe', path, [
                { span: node.span, text: `"${node.text}"` },
              ]),
        ],
      });
    }
  }
}

/** A value as a message names it. */
function shown(token: string, value: string): string {
  if (isSecretName(token)) return '...';
  return value.length > 60 ? `${value.slice(0, 60)} ...` : value;
}

/** Every scalar value with its place. */
function scalars(node: YamlNode, place: YamlPath): { readonly node: YamlScalar; readonly place: YamlPath }[] {
  if (node.kind === 'alias') return [];
  if (node.kind === 'scalar') return [{ node, place }];
  if (node.kind === 'sequence') return node.items.flatMap((item, i) => scalars(item, [...place, i]));
  return node.pairs.flatMap((pair) => {
    const key = resolved(pair.key);
    return key?.kind === 'scalar' ? scalars(pair.value, [...place, key.text]) : [];
  });
}

/** The only sed that replaces a whole token of a file, and what it puts in. */
function fillerOf(
  repository: Repository,
  path: string,
  token: string,
): { readonly value: string; readonly substitution: Substitution } | undefined {
  const found = sedRuns(repository).flatMap((run) =>
    substitutionsOf(run).flatMap((substitution) => {
      const { command, index } = substitution;
      const { regex, replacement } = command;
      const changed = run.step.operands.some(
        (operand) => operand.path === path && operand.changedBy?.has(index) === true,
      );
      if (!changed || regex === undefined || literalPattern(regex) !== token) return [];
      if (replacement.some((part) => part.kind !== 'text')) return [];
      return [
        { value: replacement.map((part) => (part.kind === 'text' ? part.text : '')).join(''), substitution },
      ];
    }),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a place of the changed text lies on the line of a node of the text before; sed keeps lines. */
function isOnLine(file: RepositoryFile, node: YamlScalar, after: string, offset: number): boolean {
  const line = after.slice(0, offset).split('\n').length - 1;
  const own = file.source.lines.lineAt(node.span.start);
  return line === own || line === own + 1;
}
