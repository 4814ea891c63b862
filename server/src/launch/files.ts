import { folderOf, join, nameOf, type Repository } from '../binder/index.ts';
import { type Budget, scan, walk } from './budget.ts';
import { buildersSize, mayBeBuilt } from './built-files.ts';
import {
  ABSENT,
  changesOf,
  DIRECTORY,
  eitherNode,
  type FileNode,
  fileNode,
  perhapsChanged,
  unknownNode,
} from './node.ts';
import { outside, repositoryPath } from './places.ts';
import { SharedMap } from './shared-map.ts';
import { known, type Place, unknown } from './value.ts';

const MAX_LINKS = 40;

/** A path after all links were followed, and what stands there. */
export interface Found {
  /** Absolute, without `.`, `..` and links; where a file would be made when there is none. */
  readonly path: string;
  readonly node: FileNode;
  /** Why there is nothing: a part of the path is missing, or is no directory. */
  readonly error: 'missing' | 'not-directory' | undefined;
}

/** A file of the repository, and whether anything looked at it as it was before the script ran. */
export interface Watched {
  readonly path: string;
  isSeen: boolean;
}

/** The files as the script sees them: the repository below its home, and what commands did to it so far. */
export class Files {
  readonly #repository: Repository;
  readonly #budget: Budget;
  #overlay: SharedMap<string, FileNode>;
  /** Folders below which the repository's own files are gone. */
  #cut: SharedMap<string, true>;
  /** Files written by a job that still runs; nobody knows when. */
  #racing: SharedMap<string, true>;
  /** Paths that a job that still runs looked at. */
  #racingReads: SharedMap<string, true>;
  /** What a program that ran may have made files; those that were not there before may be there now. */
  #maker: { readonly reason: string; readonly place: Place } | undefined;
  /** Paths that were looked at, those of listed folders with a slash at their end; shared by all copies until somebody begins a new list. */
  reads = new Set<string>();

  /** Shared by all copies. */
  watched: Watched | undefined;

  constructor(repository: Repository, budget: Budget, from?: Files) {
    this.#repository = repository;
    this.#budget = budget;
    this.#overlay = from === undefined ? new SharedMap(budget) : from.#overlay.copy();
    this.#cut = from === undefined ? new SharedMap(budget) : from.#cut.copy();
    this.#racing = from === undefined ? new SharedMap(budget) : from.#racing.copy();
    this.#racingReads = from === undefined ? new SharedMap(budget) : from.#racingReads.copy();
    this.#maker = from === undefined ? undefined : from.#maker;
  }

  clone(): Files {
    const copy = new Files(this.#repository, this.#budget, this);
    copy.reads = this.reads;
    copy.watched = this.watched;
    return copy;
  }

  /** The same changes on top of the files of a later state of the repository; see `SharedMap.apart`. */
  apart(repository: Repository, budget: Budget, watched: Watched): Files {
    const copy = new Files(repository, budget);
    copy.#overlay = this.#overlay.apart(budget);
    copy.#cut = this.#cut.apart(budget);
    copy.#racing = this.#racing.apart(budget);
    copy.#racingReads = this.#racingReads.apart(budget);
    copy.#maker = this.#maker;
    copy.reads = new Set(this.reads);
    copy.watched = watched;
    return copy;
  }

  /** Whether both hold the same changes to the same files. */
  equals(other: Files, same: (a: unknown, b: unknown) => boolean): boolean {
    const changes = (files: Files) => [
      files.#overlay,
      files.#cut,
      files.#racing,
      files.#racingReads,
      files.#maker,
    ];
    return same(changes(this), changes(other));
  }

  become(other: Files): void {
    this.#overlay = other.#overlay;
    this.#cut = other.#cut;
    this.#racing = other.#racing;
    this.#racingReads = other.#racingReads;
    this.#maker = other.#maker;
  }

  /** Absolute paths of everything that the script may have touched. */
  get touched(): readonly string[] {
    return [...this.#overlay.keys()];
  }

  /** What stood at a path before the script ran. */
  original(path: string): FileNode {
    return this.#base(path);
  }

  /** What stands at an absolute path, links not followed. */
  at(path: string): FileNode {
    const node = this.#overlay.get(path);
    if (node !== undefined) {
      return this.#racing.has(path)
        ? unknownNode('a job in the background that writes it', undefined, [node], false, changesOf(node))
        : node;
    }
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
      if (this.#cut.has(folder)) return this.#nothing;
      const above = this.#overlay.get(folder);
      if (above === undefined) continue;
      if (above.kind === 'absent' || above.kind === 'file' || above.kind === 'link') return ABSENT;
      if (above.kind === 'unknown') return unknownNode(above.reason, above.place);
    }
    const base = this.#cut.has(path) ? ABSENT : this.#base(path);
    return base.kind === 'absent' && repositoryPath(path) !== undefined ? this.#nothing : base;
  }

  /** What stands where nothing stood before the script ran. */
  get #nothing(): FileNode {
    return this.#maker === undefined ? ABSENT : unknownNode(this.#maker.reason, this.#maker.place, [ABSENT]);
  }

  /** A program may have made any file of the repository: nothing that is missing is certainly missing any more. */
  mayMake(reason: string, place: Place): void {
    this.#maker = { reason, place };
    this.#budget.spend(walk(this.#overlay.size));
    for (const [path, node] of [...this.#overlay])
      if (node.kind === 'absent') this.#overlay.set(path, this.#nothing);
  }

  /** What stands at a path when all jobs have ended. */
  settled(path: string): FileNode {
    return this.#overlay.get(path) ?? this.at(path);
  }

  /** Follows a path as the kernel does. */
  find(cwd: string, path: string, followLast = true): Found {
    const steps = [...(path.startsWith('/') ? [] : cwd.split('/')), ...path.split('/')].filter(
      (step) => step !== '' && step !== '.',
    );
    // What stands at a step depends on all that stand above it.
    this.#budget.spend(walk(2 * steps.length ** 2));
    const trailingSlash = /\/\.?$/.test(path) || path === '.' || path === '..';
    let current = '';
    let links = 0;
    for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
      if (step === '..') {
        current = folderOf(current);
        continue;
      }
      const next = `${current}/${step}`;
      const node = this.at(next);
      if (node.kind === 'link' && (steps.length > 0 || followLast || trailingSlash)) {
        if (++links > MAX_LINKS)
          return {
            path: next,
            node: unknownNode('links that lead in a circle', undefined),
            error: undefined,
          };
        steps.unshift(...node.target.split('/').filter((part) => part !== '' && part !== '.'));
        if (node.target.startsWith('/')) current = '';
        continue;
      }
      if (steps.length > 0 || trailingSlash) {
        if (node.kind === 'absent' && steps.length > 0)
          return { path: join(next, steps.join('/')), node: ABSENT, error: 'missing' };
        if (node.kind === 'file')
          return { path: join(next, steps.join('/')), node: ABSENT, error: 'not-directory' };
        if (node.kind === 'unknown') {
          const rest = steps.filter((part) => part !== '..');
          return {
            path: join(next, rest.join('/')),
            node: this.at(join(next, rest.join('/'))),
            error: undefined,
          };
        }
      }
      current = next;
    }
    const end = current === '' ? '/' : current;
    this.reads.add(end);
    const node = this.at(end);
    return { path: end, node, error: node.kind === 'absent' ? 'missing' : undefined };
  }

  set(path: string, node: FileNode): void {
    if (this.#racingReads.has(path) || this.#racingReads.has(`${folderOf(path)}/`)) this.#spoilJobs();
    const shared = this.#racing.has(path);
    this.#overlay.set(
      path,
      shared
        ? unknownNode(
            'a job in the background that changes it too',
            undefined,
            [node],
            false,
            changesOf(node),
          )
        : node,
    );
  }

  /** A command may have changed what stands there. */
  perhaps(path: string, reason: string, label: string, place: Place): void {
    this.set(path, perhapsChanged(this.at(path), reason, label, place));
  }

  /** A command puts files into a folder, nobody knows which. */
  perhapsFilled(folder: string, reason: string, place: Place): void {
    this.#budget.spend(walk(this.#overlay.size));
    for (const below of [...this.#overlay.keys()])
      if (below.startsWith(`${folder}/`)) this.perhaps(below, reason, nameOf(below), place);
    this.set(folder, unknownNode(reason, place, [DIRECTORY]));
  }

  /** Removes a file, or a folder with everything in it. */
  remove(path: string): void {
    this.#removeTree(path, 0);
    this.#budget.spend(walk(this.#overlay.size));
    for (const below of [...this.#overlay.keys()])
      if (below.startsWith(`${path}/`)) this.#overlay.set(below, ABSENT);
  }

  #removeTree(path: string, depth: number): void {
    const names = depth > 30 || this.at(path).kind !== 'directory' ? [] : (this.names(path) ?? []);
    for (const name of names) this.#removeTree(`${path}/${name}`, depth + 1);
    this.#overlay.set(path, ABSENT);
    this.#cut.set(path, true);
  }

  /** Names in a folder, sorted as bash sorts them in the C locale; undefined when they are not known. */
  list(folder: string): readonly string[] | undefined {
    const names = new Set<string>();
    this.reads.add(`${folder}/`);
    const own = this.at(folder);
    if (own.kind !== 'directory') return own.kind === 'unknown' ? undefined : [];
    if (this.#maker !== undefined) return undefined;
    if (!this.#isCut(folder)) {
      const base = this.#baseList(folder);
      if (base === undefined) return undefined;
      for (const name of base) names.add(name);
    }
    const depth = folder.split('/').length;
    this.#budget.spend(walk(this.#overlay.size) + names.size * (1 + walk(2 * depth)));
    for (const path of this.#overlay.keys()) {
      if (folderOf(path) === (folder === '/' ? '' : folder)) names.add(path.slice(path.lastIndexOf('/') + 1));
    }
    const present: string[] = [];
    for (const name of names) {
      const node = this.at(folder === '/' ? `/${name}` : `${folder}/${name}`);
      if (node.kind === 'unknown') return undefined;
      if (node.kind !== 'absent') present.push(name);
    }
    return present.sort((a, b) => (a < b ? -1 : 1));
  }

  /**
   * Names in a folder, those included of which nobody knows whether they are there; undefined when the folder may
   * hold others too.
   */
  names(folder: string): readonly string[] | undefined {
    const own = this.at(folder);
    if (own.kind === 'unknown') return undefined;
    if (own.kind !== 'directory') return [];
    if (this.#maker !== undefined) return undefined;
    const base = this.#isCut(folder) ? [] : this.#baseList(folder);
    if (base === undefined) return undefined;
    return [...new Set([...base, ...this.made(folder)])].filter(
      (name) => this.at(`${folder}/${name}`).kind !== 'absent',
    );
  }

  /** Names in a folder that the script made or changed, those that it removed included. */
  made(folder: string): readonly string[] {
    return [...this.#overlay.keys()]
      .filter((path) => folderOf(path) === folder)
      .map((path) => path.slice(folder.length + 1));
  }

  /** Takes over what a job in the background does: its content is sure, its moment is not. */
  race(job: Files): void {
    for (const [path, node] of job.#overlay) {
      if (this.#overlay.get(path) === node) continue;
      this.#overlay.set(path, node);
      this.#racing.set(path, true);
    }
    for (const path of job.#cut.keys()) this.#cut.set(path, true);
    for (const path of job.reads) this.#racingReads.set(path, true);
    this.#maker ??= job.#maker;
  }

  /** All jobs have ended. */
  settle(): void {
    this.#racing.clear();
    this.#racingReads.clear();
  }

  /** What the jobs write is no longer known: something that they read changed, before or after they read it. */
  #spoilJobs(): void {
    for (const path of this.#racing.keys()) {
      const node = this.#overlay.get(path) ?? ABSENT;
      this.#overlay.set(
        path,
        unknownNode('a job in the background', undefined, [node], false, changesOf(node)),
      );
    }
  }

  /** The files of two runs of which one happens. */
  join(other: Files, reason: string, place: Place | undefined, exhaustive = true): void {
    const joined = this.differing(other).map((path): [string, FileNode] => {
      this.#budget.spend(1);
      return [path, eitherNode(this.at(path), other.at(path), reason, place, exhaustive)];
    });
    for (const [path, node] of joined) this.#overlay.set(path, node);
    if (!this.#cut.shares(other.#cut))
      for (const path of [...this.#cut.keys()]) if (!other.#cut.has(path)) this.#cut.delete(path);
    this.#maker ??= other.#maker;
    for (const path of other.#racing.keys()) this.#racing.set(path, true);
    for (const path of other.#racingReads.keys()) this.#racingReads.set(path, true);
  }

  /** Paths at which two states differ. */
  differing(other: Files): readonly string[] {
    return this.#overlay.differing(other.#overlay, this.#budget);
  }

  #isCut(folder: string): boolean {
    for (let above = folder; above !== ''; above = folderOf(above)) if (this.#cut.has(above)) return true;
    return false;
  }

  #base(path: string): FileNode {
    const inside = repositoryPath(path);
    if (inside === undefined) return outside(path);
    if (inside === '') return DIRECTORY;
    if (inside === this.watched?.path) this.watched.isSeen = true;
    const entry = this.#repository.listed(inside);
    if (entry === 'missing') {
      this.#budget.spend(scan(buildersSize(this.#repository)));
      return mayBeBuilt(this.#repository, inside)
        ? unknownNode('what is made when the image is built', undefined, [ABSENT])
        : ABSENT;
    }
    if (entry === 'unknown')
      return unknownNode('the files of the repository, which are not all read yet', undefined);
    if (entry.link === true && entry.target !== undefined) return { kind: 'link', target: entry.target };
    if (entry.type === 'directory') return DIRECTORY;
    if (entry.type !== 'file') return unknownNode('a special file', undefined);
    const executable = entry.executable ?? 'unknown';
    const text = this.#repository.text(inside);
    if (typeof text === 'object') return fileNode(known(text.text), [], executable);
    const reason =
      text === 'binary'
        ? 'a file that is no text'
        : text === 'missing'
          ? 'a file that cannot be read'
          : 'a file that is not read yet';
    return fileNode(unknown(reason, nameOf(inside), undefined), [], executable);
  }

  #baseList(folder: string): readonly string[] | undefined {
    const inside = repositoryPath(folder);
    if (inside === undefined) return undefined;
    const listing = this.#repository.list(inside);
    return listing === 'unknown' ? undefined : (listing ?? []).map((entry) => entry.name);
  }
}
