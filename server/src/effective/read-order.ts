import { CHANGES, type Era } from '../dask/index.ts';
import { type Launch, likely, type Value } from '../launch/index.ts';

/** A file or folder that Dask looks at. */
export interface LookedAt {
  /** Absolute, or relative to the folder of the process; undefined when it is not known. */
  readonly path: string | undefined;
  /** As people know it. */
  readonly name: string;
  /** A file that is read whatever its name is, when there is no folder. */
  readonly alone: boolean;
  /** Why it is not certain, a noun phrase. */
  readonly doubt: string | undefined;
}

const ROOT = '/etc/dask';

/** Where Dask looks, lowest first (dask/config.py, _get_paths; distributed/config.py before 1.22.0). */
export function readOrder(launch: Launch, era: Era): readonly LookedAt[] {
  const home = variable(launch, 'HOME') ?? { text: '/home/jovyan', doubt: undefined };
  const below = (path: string, alone = false): LookedAt => ({
    path: `${home.text.replace(/\/$/, '')}/${path}`,
    name: `~/${path}`,
    alone,
    doubt: home.doubt,
  });
  if (!era.of(CHANGES.nestedKeys).inForce) return [below('.dask/config.yaml', true)];
  const root = variable(launch, 'DASK_ROOT_CONFIG');
  const prefix = variable(launch, 'NB_PYTHON_PREFIX') ?? variable(launch, 'CONDA_PREFIX');
  const last = variable(launch, 'DASK_CONFIG');
  const order: LookedAt[] = [
    root === undefined
      ? { path: ROOT, name: ROOT, alone: false, doubt: undefined }
      : { ...named(root, 'DASK_ROOT_CONFIG'), alone: true },
    {
      path: prefix === undefined || prefix.doubt !== undefined ? undefined : `${prefix.text}/etc/dask`,
      name: '{sys.prefix}/etc/dask',
      alone: false,
      doubt: undefined,
    },
    below('.config/dask'),
  ];
  if (!era.of(CHANGES.dotDaskNotRead).inForce) order.push(below('.dask'));
  if (last !== undefined) {
    const tilde = /^~(?=\/|$)/;
    const path = tilde.test(last.text) ? last.text.replace(tilde, home.text) : last.text;
    order.push({ ...named({ ...last, text: path }, 'DASK_CONFIG'), alone: true });
  }
  // What is named twice is read where it stands last.
  return order.filter(
    (one, i) => one.path === undefined || !order.slice(i + 1).some((later) => later.path === one.path),
  );
}

interface Seen {
  readonly text: string;
  readonly doubt: string | undefined;
}

function named({ text, doubt }: Seen, name: string): LookedAt {
  return {
    path: text.includes('<') && doubt !== undefined ? undefined : text,
    name: `${text} (${name})`,
    alone: true,
    // A relative path counts from the folder in which Python runs, which is that of the notebook.
    doubt: doubt ?? (/^(?:[/~]|$)/.test(text) ? undefined : 'the folder of the notebook'),
  };
}

/** A variable of the server; undefined when it is certainly not set. An unset one may be set by nobody. */
function variable(launch: Launch, name: string): Seen | undefined {
  const found = launch.exported.get(name);
  if (found?.value === undefined) return undefined;
  return {
    text: likely(found.value),
    doubt: doubtOf(found.value) ?? (found.certain ? undefined : `whether \`${name}\` is set`),
  };
}

/** Why a value is not certain. */
export function doubtOf(value: Value): string | undefined {
  const piece = value.pieces.find((one) => one.kind === 'unknown');
  return piece?.kind === 'unknown' ? piece.reason : undefined;
}
