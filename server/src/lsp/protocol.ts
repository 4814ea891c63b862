/**
 * What the server and its client say to each other beyond the Language Server Protocol.
 * The client imports this file for its types only; the names of the methods are keys of the interfaces,
 * so that a misspelt name does not compile.
 */

/** Requests that the client sends. */
export interface ClientRequests {
  /** What the launch makes of one file. Null: the file belongs to no repository. */
  'pangeoBinder/preview': { readonly params: PreviewParams; readonly result: Preview | null };
  /** The story of the launch of the repository that a file belongs to. Null: the file belongs to none. */
  'pangeoBinder/launchReport': {
    readonly params: LaunchReportParams;
    readonly result: LaunchReport | null;
  };
  /** The configuration that Dask would compute at a launch. Null: the file belongs to no repository. */
  'pangeoBinder/effectiveConfiguration': {
    readonly params: LaunchQuestion;
    readonly result: EffectiveConfigurationAnswer | null;
  };
  /** The worker pod that `KubeCluster()` would ask for. Null: the file belongs to no repository. */
  'pangeoBinder/workerPod': { readonly params: LaunchQuestion; readonly result: WorkerPodAnswer | null };
  /** What a file is for. Null: it plays no part in a repository. */
  'pangeoBinder/status': { readonly params: { readonly uri: string }; readonly result: Status | null };
  /** The files of a repository that begins. Nothing is written. */
  'pangeoBinder/initializeRepository': {
    readonly params: InitializeRepositoryParams;
    readonly result: InitializeRepositoryAnswer;
  };
  /** The edits that take a repository to what works today. Nothing is written. Null: the file belongs to none. */
  'pangeoBinder/modernize': { readonly params: { readonly uri: string }; readonly result: Modernized | null };
  /** The addresses that launch the repository of a file as it is checked out. */
  'pangeoBinder/launchAddress': {
    readonly params: { readonly uri: string };
    readonly result: LaunchAddressAnswer;
  };
}

/** Requests that the server sends, to clients that announced them in `InitializationOptions`. */
export interface ServerRequests {
  /** The bytes of a file as base64; null when there is none or it cannot be read. */
  'pangeoBinder/readFile': { readonly params: { readonly uri: string }; readonly result: string | null };
  /** Names in a folder; null when there is none. */
  'pangeoBinder/readDirectory': {
    readonly params: { readonly uri: string };
    readonly result: readonly DirectoryEntry[] | null;
  };
  'pangeoBinder/stat': { readonly params: { readonly uri: string }; readonly result: EntryType | null };
}

/** Notifications that the client sends. */
export interface ClientNotifications {
  /** Other programs of the editor came or went. */
  'pangeoBinder/neighbours': Neighbours;
}

/**
 * The languages that another program of the editor looks after, as far as those that are usual do: for YAML outline,
 * folding, selection, and the way from aliases to anchors; for the shell outline, and the variables and functions of a
 * script with their completion. There the server leaves that out, so that nothing stands twice; what leads from file to
 * file, or is known of the launch alone, stays.
 */
export interface Neighbours {
  readonly yaml?: boolean;
  readonly shell?: boolean;
}

/** Notifications that the server sends. */
export interface ServerNotifications {
  /** Something changed in the repository with this root: previews of it are to be asked for again. */
  'pangeoBinder/repositoryChanged': { readonly root: string };
}

export type EntryType = 'file' | 'directory' | 'other';

export interface DirectoryEntry {
  readonly name: string;
  readonly type: EntryType;
}

/** All optional: a client that sends nothing gets everything that needs no help from it. */
export interface InitializationOptions {
  /** The client answers `readFile`, `readDirectory` and `stat` for these URI schemes. */
  readonly fileSystemSchemes?: readonly string[];
  /** Folder with the pages of the rules, as a URI without a slash at its end. */
  readonly documentation?: string;
  /** Globs of the documents that the client sends by itself. With them, it is asked for others that matter. */
  readonly places?: readonly string[];
  /** Settings for clients that have no `workspace/configuration`. */
  readonly settings?: Partial<Settings>;
  /**
   * Commands of the client that code lenses may name; each takes the URI of a file: `pangeoBinder.previewTemplate`,
   * `pangeoBinder.showEffectiveConfiguration`, `pangeoBinder.showWorkerPod`. There are no lenses for others. And
   * `workbench.action.editor.changeEncoding`, which a fix names where the encoding of a file is the mistake.
   */
  readonly commands?: readonly string[];
  /** As of the start; `pangeoBinder/neighbours` tells later changes. */
  readonly neighbours?: Neighbours;
}

export type SeveritySetting = 'error' | 'warning' | 'info' | 'hint' | 'off';

/** The section `pangeoBinder` of the editor's settings; resource-scoped but for `trace`. */
export interface Settings {
  readonly enable: boolean;
  /** Severity by rule code or `family/*`. */
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  /** Versions that win over the pins of the environment file, by package. */
  readonly target: Readonly<Record<string, string>>;
  readonly launch: {
    /** One of the built-in profiles; the default one when empty. */
    readonly profile: string;
    /** Values that win over those of the profile; null: known to be unset. */
    readonly env: Readonly<Record<string, string | null>>;
  };
  readonly lenses: LensSettings;
  readonly inlayHints: HintSettings;
}

/** Which offers stand above lines. */
export interface LensSettings {
  /** "Preview substituted text" */
  readonly preview: boolean;
  /** "What Dask will see" */
  readonly effective: boolean;
  /** "Worker pod" */
  readonly workerPod: boolean;
}

/** Which words are shown behind texts. */
export interface HintSettings {
  /** What a launch puts in the place of a token. */
  readonly tokens: boolean;
  /** The units of numbers without one. */
  readonly units: boolean;
}

export interface PreviewParams {
  /** Any file of a repository; a document that is open counts with its unsaved text. */
  readonly uri: string;
}

export interface Preview {
  /** The root folder of the repository, as a URI. */
  readonly root: string;
  /** The start script that runs at launch; null when there is none. */
  readonly script: FilePlace | null;
  /** Every file that the start script would change, in the order of the first change. */
  readonly targets: readonly FilePlace[];
  /** The file asked for; its two texts are equal when the script leaves it alone. Null: it cannot be read as text. */
  readonly file: PreviewedFile | null;
  /** The launch profile that gave the values. */
  readonly profile: { readonly name: string; readonly title: string };
  /** What could not be computed, in the order of the script; a sentence each. Lines count from 0. */
  readonly unknown: readonly { readonly message: string; readonly uri: string; readonly line: number }[];
}

/** A file by its URI, and by its path in the repository, with `/` between the parts. */
export interface FilePlace {
  readonly uri: string;
  readonly path: string;
}

export interface PreviewedFile extends FilePlace {
  readonly before: string;
  readonly after: string;
  /** What the launch changed, in the order of the text; empty when it leaves the file alone. */
  readonly changes?: readonly PreviewedChange[];
}

/**
 * A stretch of a previewed file that the start script changed. Mark `range` in the text `after`; a hover on it can say
 * "line 14, `sed -i ...`" from `by` and "JUPYTER_IMAGE_SPEC, profile Pangeo-like hub" from each of `values`, and lead
 * to `by.uri` and `by.range`. An empty `range` stands where text was only removed.
 */
export interface PreviewedChange {
  /** In the text `after`. Lines and characters count from 0. */
  readonly range: TextRange;
  /** The same stretch in the text `before`; empty where text was only added. */
  readonly before: TextRange;
  readonly by: {
    readonly uri: string;
    /** Of the command, in its own file. */
    readonly range: TextRange;
    /** The line that `range` begins in, counted from 0. */
    readonly line: number;
    /** The command as it is written; the first line of a long one. */
    readonly text: string;
  };
  /** The values that the command put there; none when it used no variable. */
  readonly values: readonly ValueOrigin[];
}

/** A value of a variable and where it came from. */
export interface ValueOrigin {
  readonly name: string;
  /** `<...>` for what is not known; null: the variable is not set. */
  readonly value: string | null;
  /** In words: "profile mybinder.org", "your own values", "line 3", "not set". */
  readonly from: string;
  /** Where the script sets it; null when it does not. */
  readonly place: { readonly uri: string; readonly range: TextRange } | null;
}

export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface LaunchReportParams {
  /** Any file of a repository; documents that are open count with their unsaved texts. */
  readonly uri: string;
}

/** The story of a launch, to show or to paste into an issue. */
export interface LaunchReport {
  /** The root folder of the repository, as a URI. */
  readonly root: string;
  /** Markdown with a heading. */
  readonly markdown: string;
  readonly profile: { readonly name: string; readonly title: string };
}

export interface Status {
  /** The root folder of the repository, as a URI. */
  readonly root: string;
  /** What the file is for, by place: `dask-config`, `start`, ... Empty for a file that only the launch changes. */
  readonly roles: readonly string[];
  /**
   * Whether Dask opens a Dask configuration. `read`: it lies where Dask looks. `older`: only dask before 2022.01.1
   * looks there, and that is what is installed. `brought`: something names or copies it. Null for other files.
   */
  readonly reading: 'read' | 'older' | 'brought' | 'not-read' | null;
  /** The start script changes it at launch. */
  readonly changedAtLaunch: boolean;
  /** The versions that the answers go by; dask first. */
  readonly versions: readonly {
    readonly package: string;
    readonly text: string;
    readonly pinned: boolean;
    /** Files of the repository that say so. */
    readonly from: readonly FilePlace[];
    /** Settings say so, or the repository's own `target`. */
    readonly fromTarget: boolean;
  }[];
  readonly profile: {
    readonly name: string;
    readonly title: string;
    /** Variables that the settings know better than the profile. */
    readonly ownValues: readonly string[];
  };
}

export interface InitializeRepositoryParams {
  /** The folder that becomes a repository, as a URI. */
  readonly folder: string;
  readonly cluster: 'gateway' | 'operator' | 'classic' | 'local';
  /** The folder for the files that repo2docker reads; the empty name is the root. Left out: the usual one. */
  readonly directory?: 'binder' | '.binder' | '';
}

export interface InitializeRepositoryAnswer {
  /** The directories to choose from, the usual one first; one alone where the repository has decided already. */
  readonly directories: readonly ('binder' | '.binder' | '')[];
  readonly directory: 'binder' | '.binder' | '';
  /** Files that do not exist. */
  readonly creates: readonly (FilePlace & { readonly text: string })[];
  /** Files that exist and stay as they are, with what they have to bring; Markdown. */
  readonly leaves: readonly (FilePlace & { readonly brings: string })[];
  /** What a person has to know besides; whole sentences in Markdown. */
  readonly notes: readonly string[];
}

/** A text about a repository, to show: YAML whose comments say where things come from. */
export interface RepositoryText {
  /** The root folder of the repository, as a URI. */
  readonly root: string;
  readonly text: string;
}

/** Addresses by hub, the usual one first; or why there are none. */
export type LaunchAddressAnswer =
  | {
      readonly kind: 'known';
      /** `owner/name`, or the address of the repository. */
      readonly repository: string;
      readonly ref: string;
      readonly addresses: readonly {
        readonly host: string;
        readonly url: string;
        readonly markdown: string;
        readonly restructuredText: string;
      }[];
    }
  /** `.git` cannot be read; it names no remote; the remote is nothing that a hub can fetch. */
  | { readonly kind: 'unknown'; readonly why: 'no-git' | 'no-remote' | 'not-hosted' };

export interface Modernized {
  /** The root folder of the repository, as a URI. */
  readonly root: string;
  readonly files: readonly (FilePlace & {
    /** To be made; the edit then holds its text. */
    readonly isNew: boolean;
    /** One, since parts of it that are taken without each other may break the file. */
    readonly edits: readonly { readonly range: TextRange; readonly text: string }[];
    /** What the edit does, a sentence without a full stop each; Markdown. */
    readonly done: readonly string[];
  })[];
  /** Files to be moved, after the edits. */
  readonly renames: readonly { readonly from: FilePlace; readonly to: FilePlace }[];
  /** What needs a person. Lines count from 0, in the texts as the edits make them. */
  readonly left: readonly (FilePlace & {
    readonly line: number;
    readonly code: string;
    readonly message: string;
  })[];
}

/** Asks what a launch leads to. */
export interface LaunchQuestion {
  /** Any file of a repository; documents that are open count with their unsaved text. */
  readonly uri: string;
  /** The name of a built-in profile; that of the settings when left out. */
  readonly profile?: string;
}

/** A text about a launch, and the same as data. */
export interface ExplainedDocument extends RepositoryText {
  readonly profile: { readonly name: string; readonly title: string };
  /** Every value of the document, in its order. */
  readonly entries: readonly ExplainedValue[];
  /** What goes wrong at the launch because of it; sentences. */
  readonly failures: readonly { readonly message: string; readonly place: LinePlace | null }[];
  /** What is not certain; sentences. */
  readonly notes: readonly string[];
}

export interface ExplainedValue {
  /** Keys and indices from the top. */
  readonly path: readonly (string | number)[];
  /** As JSON. */
  readonly value: unknown;
  /** The line of `text` that holds it, counted from 0. */
  readonly line: number;
  readonly source: ValueSource;
  /** What else is to be said: why it is not certain, or why nothing reads it. Null: nothing. */
  readonly note: string | null;
}

/** Where a value came from. */
export interface ValueSource {
  /** `added`: by the package that makes the document. */
  readonly kind: 'file' | 'variable' | 'default' | 'added';
  /** In a few words. */
  readonly text: string;
  /** Where it is written. Null: not in the repository. */
  readonly place: LinePlace | null;
  /** The lines of the start script that had a part in it. */
  readonly changes: readonly LinePlace[];
}

/** A line of a file, counted from 0. */
export interface LinePlace extends FilePlace {
  readonly line: number;
}

export interface EffectiveConfigurationAnswer extends ExplainedDocument {
  /** The places where Dask looks, lowest first, and then the files that lie beside its way. */
  readonly layers: readonly {
    readonly name: string;
    readonly state: 'read' | 'absent' | 'not-read' | 'unknown';
    readonly note: string | null;
    /** The file in the repository. Null: it is none, or not in the repository. */
    readonly file: FilePlace | null;
  }[];
  /** What was written and is not what Dask sees. */
  readonly shadowed: readonly {
    readonly path: readonly string[];
    readonly value: unknown;
    readonly source: ValueSource;
    /** Where the value that is seen came from. */
    readonly by: ValueSource | null;
    /** A sentence. */
    readonly why: string;
  }[];
}

export interface WorkerPodAnswer extends ExplainedDocument {
  /** Who makes the pod; `nothing`: nobody, and `text` says why. */
  readonly made: 'classic' | 'operator' | 'nothing';
  /** What stands in the template and is not sent. */
  readonly dropped: readonly {
    readonly path: readonly (string | number)[];
    readonly source: ValueSource;
    /** A sentence. */
    readonly why: string;
  }[];
}
