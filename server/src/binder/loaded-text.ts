import { BYTE_ORDER_MARK, SourceText } from '../text/index.ts';
import type { LoadedText } from './repository.ts';

/** A text that somebody works on. */
export interface OpenText {
  readonly text: string;
  readonly version: number;
  /** An editor made it from a file: a byte order mark and an encoding of the file are not in it. */
  readonly decoded?: boolean;
}

/** Decodes a file. A byte order mark stays in the text, since it matters to the launch. */
export function decode(path: string, bytes: Uint8Array): LoadedText {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { source: new SourceText(path, text), binary: text.includes('\0') || !isUtf8(text, bytes) };
}

/** Bytes that are no UTF-8 are replaced while decoding; only then can a text with a replacement differ from them. */
function isUtf8(text: string, bytes: Uint8Array): boolean {
  if (!text.includes('\uFFFD')) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The text of a UTF-16 file as UTF-8: its byte order mark is no UTF-8, and every other byte of ASCII is NUL. */
const WIDE = /^(?:\uFFFD\uFFFD[\s\S]*\0|[^\0]\0|\0[^\0])/;

/**
 * The text of an open editor as its file will hold it: an editor writes the encoding that it found. So a byte order mark
 * stands before the text, a file that is no UTF-8 stays one, and of UTF-16 the bytes count as they are.
 * @param file what the file holds now; undefined when there is none, or the text is no editor's
 * @param known what was made of the text before; the same again when nothing is different
 */
export function openText(
  path: string,
  open: OpenText,
  file: LoadedText | undefined,
  known: LoadedText | undefined,
): LoadedText {
  if (file?.binary === true && WIDE.test(file.source.text) && !open.text.includes('\0')) return file;
  const showsMark =
    open.decoded === true && (open.text.startsWith(BYTE_ORDER_MARK) || known?.source.showsMark === true);
  const isMarked = !showsMark && file?.source.text.startsWith(BYTE_ORDER_MARK) === true;
  const text = isMarked ? `${BYTE_ORDER_MARK}${open.text}` : open.text;
  const binary = text.includes('\0') || (file?.binary === true && file.source.text.includes('\uFFFD'));
  const isKnown =
    known?.source.revision === open.version && known.binary === binary && known.source.text === text;
  return isKnown ? known : { source: new SourceText(path, text, open.version, showsMark), binary };
}
