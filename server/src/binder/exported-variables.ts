import {
  type Assignment,
  inUnits,
  literalText,
  type Script,
  type Statement,
  type Unit,
  type Word,
  walkStatements,
} from '../shell/index.ts';
import type { Span } from '../text/index.ts';
import type { Repository, RepositoryFile } from './repository.ts';

/** A variable that a start script hands to the server: one place where it is exported or, once exported, set. */
export interface ExportedVariable {
  readonly file: RepositoryFile;
  readonly name: string;
  /** The name in the assignment; in `export NAME` when it is assigned elsewhere. */
  readonly nameSpan: Span;
  /** What is assigned; undefined where nothing is, and for arrays. */
  readonly value: Word | undefined;
  /** The text of the value, when nothing in it is expanded. */
  readonly text: string | undefined;
}

/** Every export of every start script, in the order of the text. */
export function exportedVariables(repository: Repository): readonly ExportedVariable[] {
  return [...repository.filesOf('start'), ...repository.filesOf('ignored-start')].flatMap((file) =>
    file.binary ? [] : exportsOf(file, repository.script(file)),
  );
}

/** What a command does to the names that are exported. */
type Naming =
  /** `set -a`: everything that is assigned from here on. */
  | { readonly kind: 'all' }
  /** `marked`: `export NAME` */
  | (Named & { readonly kind: 'assigned' | 'exported' | 'marked' });

type Named = Omit<ExportedVariable, 'file'>;

function assignmentOf({ name, nameSpan, value }: Assignment): Named {
  const word = value.kind === 'word' ? value : undefined;
  return { name, nameSpan, value: word, text: word === undefined ? undefined : literalText(word) };
}

/** Those of them that Dask may take for its own, written as it wants them or not: few of those of a long script. */
export function daskVariables(repository: Repository): readonly ExportedVariable[] {
  return repository.derive(exportedVariables).filter(({ name }) => /^dask/i.test(name));
}

function exportsOf(file: RepositoryFile, script: Script): ExportedVariable[] {
  const assigned = new Map<string, ExportedVariable[]>();
  const marked = new Set<string>();
  const found: ExportedVariable[] = [];
  let all = false;
  const variable = ({ name, nameSpan, value, text }: Named): ExportedVariable => ({
    file,
    name,
    nameSpan,
    value,
    text,
  });
  for (const naming of inUnits(script.units, script.source, namingsInUnit)) {
    if (naming.kind === 'all') all = true;
    else if (naming.kind === 'marked') {
      marked.add(naming.name);
      found.push(...(assigned.get(naming.name) ?? [variable(naming)]));
    } else {
      const { name } = naming;
      const one = variable(naming);
      if (naming.kind === 'exported') marked.add(name);
      if (all || marked.has(name)) found.push(one);
      else {
        const earlier = assigned.get(name);
        if (earlier === undefined) assigned.set(name, [one]);
        else earlier.push(one);
      }
    }
  }
  return found.sort((a, b) => a.nameSpan.start - b.nameSpan.start);
}

function namingsInUnit({ statements }: Unit): readonly Naming[] {
  const namings: Naming[] = [];
  walkStatements(statements, (statement: Statement) => {
    if (statement.kind !== 'command') return;
    const name = statement.words[0] === undefined ? undefined : literalText(statement.words[0]);
    if (name === undefined) {
      for (const assignment of statement.words.length === 0 ? statement.assignments : [])
        namings.push({ kind: 'assigned', ...assignmentOf(assignment) });
      return;
    }
    // Most commands are none of these, and a script may have thousands.
    if (!/^(?:set|export|declare|typeset)$/.test(name)) return;
    const words = statement.words.slice(1);
    const texts = words.map((word) => literalText(word));
    if (name === 'set' && (texts.includes('-a') || texts.includes('allexport')))
      namings.push({ kind: 'all' });
    const exporting =
      name === 'export' ||
      ((name === 'declare' || name === 'typeset') && texts.some((text) => /^-[a-z]*x/.test(text ?? '')));
    if (!exporting || texts.some((text) => /^-[a-z]*n/.test(text ?? '') && name === 'export')) return;
    for (const [i, word] of words.entries()) {
      const text = texts[i];
      if (word.assignment !== undefined) namings.push({ kind: 'exported', ...assignmentOf(word.assignment) });
      else if (text !== undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(text))
        namings.push({ kind: 'marked', name: text, nameSpan: word.span, value: undefined, text: undefined });
    }
  });
  return namings;
}
