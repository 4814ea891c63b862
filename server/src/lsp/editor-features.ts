import {
  type CodeLens,
  type DocumentLink,
  type InlayHint,
  InlayHintKind,
  MarkupKind,
  type Range,
} from 'vscode-languageserver';
import { hintsIn, type LensKind, lensesOf, linksIn } from '../features/index.ts';
import { offsetOf, positionOf, rangeOf } from './conversion.ts';
import type { DocumentPlace } from './places.ts';

/** The command of the client behind each lens, and its title. Each takes the URI of a file. */
const COMMANDS: Readonly<Record<LensKind, { readonly command: string; readonly title: string }>> = {
  preview: { command: 'pangeoBinder.previewTemplate', title: 'Preview substituted text' },
  effective: { command: 'pangeoBinder.showEffectiveConfiguration', title: 'What Dask will see' },
  workerPod: { command: 'pangeoBinder.showWorkerPod', title: 'Worker pod' },
};

/** The lenses of a document for the commands that the client has, without their commands. */
export function lenses(place: DocumentPlace, commands: readonly string[]): CodeLens[] {
  const { look, path, source, addresses } = place;
  return lensesOf(look.repository, path)
    .filter(({ kind }) => look.settings.lenses[kind] && commands.includes(COMMANDS[kind].command))
    .map(({ kind, span, about }) => ({
      range: rangeOf(source, span),
      data: { kind, uri: addresses.uri(about) },
    }));
}

export function resolvedLens(lens: CodeLens): CodeLens {
  const data: unknown = lens.data;
  if (typeof data !== 'object' || data === null || !('kind' in data) || !('uri' in data)) return lens;
  const { kind, uri } = data;
  if (typeof kind !== 'string' || typeof uri !== 'string' || !Object.hasOwn(COMMANDS, kind)) return lens;
  return { ...lens, command: { ...COMMANDS[kind as LensKind], arguments: [uri] } };
}

export function hints({ look, path, source }: DocumentPlace, range: Range | undefined): InlayHint[] {
  const within = { start: offsetOf(source, range?.start), end: offsetOf(source, range?.end) };
  return hintsIn(look.repository, path, within, look.settings.inlayHints).map(
    ({ offset, label, tooltip }) => ({
      position: positionOf(source, offset),
      label,
      kind: InlayHintKind.Parameter,
      tooltip: { kind: MarkupKind.Markdown, value: tooltip },
    }),
  );
}

export function links({ look, path, source, addresses }: DocumentPlace): DocumentLink[] {
  return linksIn(look.repository, path).map(({ span, target, tooltip }) => ({
    range: rangeOf(source, span),
    target: target.kind === 'page' ? target.address : addresses.uri(target.path),
    tooltip,
  }));
}
