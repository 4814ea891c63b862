import type { Properties } from './construction.ts';
import type { YamlNode, YamlPair } from './nodes.ts';
import type { Token } from './token.ts';

export type FrameType = 'sequence' | 'indentless' | 'mapping' | '[' | '{' | 'pair';

/** A collection that is being read. */
export interface Frame {
  readonly type: FrameType;
  readonly opening: Token;
  readonly properties: Properties;
  items: YamlNode[];
  pairs: YamlPair[];
  key: YamlNode | undefined;
  /** What the next node is: an item or a key, the value of a key, something to leave out. */
  expects: 'item' | 'value' | 'nothing';
  /** Whether a node was read since the last comma of a flow collection. */
  isFilled: boolean;
  /** Whether the key of a flow mapping stands without a mark, so that no value follows. */
  isBare: boolean;
  /** Whether this is an outermost flow collection that is read again within bounds. */
  isBroken: boolean;
  /** Block ends that belong to wrongly indented lines which were taken into this mapping. */
  extraEnds: number;
  end: number;
}

export function newFrame(type: FrameType, opening: Token, properties: Properties): Frame {
  return {
    type,
    opening,
    properties,
    items: [],
    pairs: [],
    key: undefined,
    expects: 'item',
    isFilled: false,
    isBare: false,
    isBroken: false,
    extraEnds: 0,
    end: opening.end,
  };
}

/** Empties a flow collection that is to be read again, within bounds. */
export function resetFrame(frame: Frame): void {
  frame.items = [];
  frame.pairs = [];
  frame.key = undefined;
  frame.expects = 'item';
  frame.isFilled = false;
  frame.isBare = false;
  frame.isBroken = true;
}
