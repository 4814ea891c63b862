// The house: which room may use which. A room uses the rooms named for it and nothing else of the server.
const FLOORS = {
  text: [],
  yaml: ['text'],
  shell: ['text'],
  sed: ['text'],
  dask: ['text'],
  kubernetes: ['text'],
  binder: ['text', 'yaml', 'shell', 'dask'],
  launch: ['text', 'yaml', 'shell', 'sed', 'dask', 'kubernetes', 'binder'],
  effective: ['text', 'yaml', 'shell', 'dask', 'kubernetes', 'binder', 'launch'],
  ignores: ['text', 'yaml', 'shell', 'binder'],
  rules: ['text', 'yaml', 'shell', 'sed', 'dask', 'kubernetes', 'binder', 'ignores', 'launch', 'effective'],
  lint: [
    'text',
    'yaml',
    'shell',
    'sed',
    'dask',
    'kubernetes',
    'binder',
    'ignores',
    'launch',
    'effective',
    'rules',
  ],
  features: [
    'text',
    'yaml',
    'shell',
    'sed',
    'dask',
    'kubernetes',
    'binder',
    'ignores',
    'launch',
    'effective',
    'rules',
    'lint',
  ],
  lsp: [
    'text',
    'yaml',
    'shell',
    'sed',
    'dask',
    'kubernetes',
    'binder',
    'ignores',
    'launch',
    'effective',
    'rules',
    'lint',
    'features',
  ],
  cli: [
    'text',
    'yaml',
    'shell',
    'sed',
    'dask',
    'kubernetes',
    'binder',
    'ignores',
    'launch',
    'effective',
    'rules',
    'lint',
    'features',
  ],
  // What the entry points need of Node; only they use it.
  node: ['binder', 'shell', 'lsp', 'cli'],
};

/** Packages that a room may use beside its own code. */
const PACKAGES = {
  sed: ['re2js'],
  lsp: ['vscode-languageserver', 'vscode-languageserver-textdocument'],
};

const rooms = Object.keys(FLOORS);
const inRoom = (names) => `^server/src/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    ...rooms.map((room) => ({
      name: `${room}-uses-only-the-rooms-below`,
      severity: 'error',
      from: { path: `^server/src/${room}/` },
      to: { path: '^(server|client|test)/', pathNot: inRoom([room, ...FLOORS[room]]) },
    })),
    ...rooms
      .filter((room) => room !== 'node')
      .map((room) => ({
        name: `${room}-uses-only-its-packages`,
        severity: 'error',
        from: { path: `^server/src/${room}/` },
        to: {
          dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown', 'core'],
          pathNot: (PACKAGES[room] ?? ['nothing']).map((name) => `node_modules/${name}/`).join('|'),
        },
      })),
    {
      name: 'entry-points-only-wire',
      severity: 'error',
      from: { path: '^server/src/main\\.' },
      to: { path: '^server/src/', pathNot: inRoom(['lsp', 'cli', 'node']) },
    },
    {
      name: 'rooms-are-entered-by-their-index',
      comment:
        'A room is used through its index.ts; only the room itself and the protocol types may name other files.',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/' },
      to: {
        path: '^server/src/[^/]+/.+',
        pathNot: '^server/src/($1/.*|[^/]+/index\\.ts$|lsp/platform\\.ts$)',
      },
    },
    {
      name: 'client-knows-only-the-protocol',
      severity: 'error',
      from: { path: '^client/src/' },
      to: { path: '^(server|test|schemas)/', pathNot: '^server/src/lsp/protocol\\.ts$' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(server|client)/src' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(server|client)/src',
        pathNot: ['/main\\.', '\\.d\\.ts$', '/protocol\\.ts$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
