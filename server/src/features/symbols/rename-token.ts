import type { Repository } from '../../binder/index.ts';
import { mayProgramFill, placesOf } from '../../rules/index.ts';
import { resolvePlain } from '../../yaml/index.ts';
import type { Found } from './model.ts';
import { changedLaunch, edited, type Renaming, refused, replaced, within } from './renaming.ts';
import { scriptsOf } from './scripts.ts';
import { type Token, templatesOf, tokensOf } from './tokens.ts';

/** The part of a token that people choose: `image` of `{{ image }}`. */
export function innerName(token: string): { readonly start: number; readonly text: string } {
  if (/^[\w-]+$/.test(token)) return { start: 0, text: token };
  const match = /[A-Za-z_][\w.-]*/.exec(token);
  return match === null ? { start: 0, text: token } : { start: match.index, text: match[0] };
}

/** A token gets another name where it stands and where seds look for it. */
export function renameToken(repository: Repository, { name }: Found, newName: string): Renaming {
  const token = tokensOf(repository).get(name);
  if (token === undefined) return refused(`\`${name}\` is no token any more.`);
  const inner = innerName(name);
  if (newName === inner.text) return { kind: 'edits', edits: new Map() };
  const whole = name.slice(0, inner.start) + newName + name.slice(inner.start + inner.text.length);
  const reason = badName(newName, whole) ?? collision(repository, token, whole);
  if (reason !== undefined) return refused(reason);
  const places = token.occurrences.map(({ path, span }) => ({
    path,
    span: within(span, inner.start, inner.text.length),
  }));
  const edits = replaced(places, newName);
  const changed = changedLaunch(repository, edited(repository, edits), (text) =>
    placesOf(text, name).reduceRight(
      (result, at) => result.slice(0, at) + whole + result.slice(at + name.length),
      text,
    ),
  );
  return changed === undefined
    ? { kind: 'edits', edits }
    : refused(`With the name \`${whole}\` the launch would change ${changed} in another way than now.`);
}

function badName(name: string, whole: string): string | undefined {
  if (name === '') return 'A token needs a name.';
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name))
    return `\`${name}\` has characters that sed, the shell or YAML may read in their own way. Letters, digits, \`_\` and \`-\` are safe, the first one a letter or \`_\`.`;
  const { type } = resolvePlain(whole);
  return type === 'str' ? undefined : `YAML reads \`${whole}\` as a value of another kind, not as a text.`;
}

/** What the new name would get in the way of, or the old one is in the way of already. */
function collision(repository: Repository, token: Token, name: string): string | undefined {
  const tokens = tokensOf(repository);
  if (tokens.has(name)) return `\`${name}\` is another token of this repository.`;
  for (const other of tokens.values()) {
    if (other === token || !other.placeholder) continue;
    if (other.name.includes(name))
      return `\`${name}\` is part of the token \`${other.name}\`, which sed would cut in two.`;
    if (name.includes(other.name))
      return `The token \`${other.name}\` is part of \`${name}\`, which sed would cut in two.`;
  }
  const files = [...templatesOf(repository), ...scriptsOf(repository)];
  for (const { path, source } of files)
    if (source.text.includes(name)) return `\`${name}\` stands in \`${path}\` already, with another meaning.`;
  for (const { substitution } of token.fills)
    if (name.includes(substitution.delimiter))
      return `\`${substitution.delimiter}\` is the delimiter of the sed that looks for \`${token.name}\`.`;
  const longer = longerWord(repository, token);
  if (longer !== undefined)
    return `\`${token.name}\` is also part of \`${longer.word}\` in \`${longer.path}\`, where sed replaces it too. Mend that first.`;
  return mayProgramFill(repository, token.name)
    ? `A program that the start script runs names \`${token.name}\`, too.`
    : undefined;
}

/** A longer word of a template that holds the name, which the seds of the name replace there too. */
function longerWord(repository: Repository, { name, fills }: Token) {
  if (fills.length === 0) return undefined;
  const edges = /[\w-]*$/;
  for (const { path, source } of templatesOf(repository)) {
    if (fills.every(({ targets }) => targets !== undefined && !targets.includes(path))) continue;
    const { text } = source;
    const whole = new Set(placesOf(text, name));
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      if (whole.has(at)) continue;
      const before = edges.exec(text.slice(Math.max(0, at - 100), at))?.[0] ?? '';
      const behind = /^[\w-]*/.exec(text.slice(at + name.length, at + name.length + 100))?.[0] ?? '';
      return { path, word: before + name + behind };
    }
  }
  return undefined;
}
