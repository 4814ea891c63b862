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
  | { readonly kind: 'assigned' | 'exported'; readonly assignment: Assignment }
  /** `export NAME` */
  | { readonly kind: 'marked'; readonly name: string; readonly span: Span };

function exportsOf(file: RepositoryFile, script: Script): ExportedVariable[] {
  const assigned = new Map<string, ExportedVariable[]>();
  const marked = new Set<string>();
  const found: ExportedVariable[] = [];
  let all = false;
  const variable = (name: string, nameSpan: Span, value: unknown): ExportedVariable => {
    const word = isWord(value) ? value : undefined;
    return { file, name, nameSpan, value: word, text: word === undefined ? undefined : literalText(word) };
  };
  for (const naming of inUnits(script.units, script.source, namingsInUnit)) {
    if (naming.kind === 'all') all = true;
    else if (naming.kind === 'marked') {
      marked.add(naming.name);
      found.push(...(assigned.get(naming.name) ?? [variable(naming.name, naming.span, undefined)]));
    } else {
      const { name, nameSpan, value } = naming.assignment;
      const one = variable(name, nameSpan, value);
      if (naming.kind === 'exported') marked.add(name);
      if (all || marked.has(name)) found.push(one);
      else assigned.set(name, [...(assigned.get(name) ?? []), one]);
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
        namings.push({ kind: 'assigned', assignment });
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
      if (word.assignment !== undefined) namings.push({ kind: 'exported', assignment: word.assignment });
      else if (text !== undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(text))
        namings.push({ kind: 'marked', name: text, span: word.span });
    }
  });
  return namings;
}

function isWord(value: unknown): value is Word {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'word';
}
