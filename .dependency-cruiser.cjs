// Who may import whom: the table of ARCHITECTURE.md as rules. `npm run check:rooms`.
const ours = '^(main|preload|renderer|engine|tests)/'

/** One rule of the table: a room may reach only the listed places of ours. */
const room = (name, from, allowed) => ({
  name,
  severity: 'error',
  comment: `${name} may import only: ${allowed.join(', ') || 'nothing of ours'}`,
  from: { path: from },
  to: { path: ours, pathNot: allowed },
})

/** A package that only some rooms may touch. */
const only = (name, packages, from) => ({
  name,
  severity: 'error',
  from: { path: '^(main|preload|renderer|engine)/', pathNot: from },
  to: { path: packages },
})

/** Siblings in one folder never import each other, except through the listed shared files. */
const noSiblings = (name, folder) => ({
  name,
  severity: 'error',
  from: { path: `^engine/${folder}/([^/]+)/` },
  to: { path: `^engine/${folder}/[^/]+/`, pathNot: `^engine/${folder}/$1/` },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(electron|mdast|@tensorflow/tfjs-node(-gpu)?)$' },
    },
    { name: 'not-to-tests', severity: 'error', from: { pathNot: '^tests/' }, to: { path: '^tests/' } },

    room('renderer', '^renderer/', ['^renderer/', '^engine/contract/', '^preload/bridge\\.ts$']),
    {
      name: 'renderer-takes-types-only-from-the-contract',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(engine|preload)/', dependencyTypesNot: ['type-only'] },
    },
    room('preload', '^preload/', ['^preload/', '^engine/contract/']),
    room('main', '^main/', [
      '^main/',
      '^engine/contract/',
      '^engine/index\\.ts$',
      '^engine/engine-process\\.ts$',
      '^engine/evals/',
      '^preload/bridge\\.ts$',
    ]),

    room('domain', '^engine/domain/', ['^engine/domain/']),
    room('nn', '^engine/nn/', ['^engine/nn/']),
    room('contract', '^engine/contract/', ['^engine/contract/', '^engine/domain/']),
    room('store', '^engine/store/', ['^engine/store/', '^engine/domain/']),
    room('text', '^engine/text/', ['^engine/text/', '^engine/domain/']),
    room('importers', '^engine/importers/', ['^engine/importers/', '^engine/text/', '^engine/domain/']),
    room('exporters', '^engine/exporters/', ['^engine/exporters/', '^engine/text/', '^engine/domain/']),
    room('analysis', '^engine/analysis/', [
      '^engine/analysis/',
      '^engine/nn/',
      '^engine/text/',
      '^engine/domain/',
    ]),
    room('models', '^engine/models/', ['^engine/models/', '^engine/nn/', '^engine/text/', '^engine/domain/']),
    room('training', '^engine/training/', [
      '^engine/training/',
      '^engine/models/',
      '^engine/nn/',
      '^engine/text/',
      '^engine/domain/',
    ]),
    room('generation', '^engine/generation/', [
      '^engine/generation/',
      '^engine/models/',
      '^engine/analysis/',
      // Randomness has one source.
      '^engine/nn/seed\\.ts$',
      '^engine/text/',
      '^engine/domain/',
    ]),
    {
      name: 'services-on-top',
      severity: 'error',
      comment: 'nothing in the engine but its root and transports reaches up to the services',
      from: { path: '^engine/', pathNot: '^engine/(services/|transports/|index\\.ts$|engine-process\\.ts$)' },
      to: { path: '^engine/services/' },
    },
    noSiblings('no-model-imports-a-model', 'models'),
    noSiblings('no-exporter-imports-an-exporter', 'exporters'),

    {
      name: 'no-native-code-in-threads-that-are-ended',
      severity: 'error',
      comment:
        'a thread that is ended while it loads or runs native code takes the engine along: use a process',
      from: {
        path: '^engine/(services/(import|life)-worker|text/search/find-worker|text/spell/spell-worker|generation/memory/summary-worker)\\.ts$',
      },
      to: { path: 'node_modules/(better-sqlite3|sharp|onnxruntime-node|node-llama-cpp)', reachable: true },
    },
    only('sqlite-only-in-store', 'node_modules/better-sqlite3', '^engine/store/'),
    only(
      'tensors-only-in-the-tensor-rooms',
      'node_modules/(@tensorflow|onnxruntime-node)',
      '^engine/(nn|models|training|analysis|evals)/',
    ),
    only('electron-only-in-its-host', '(^electron$|node_modules/electron/)', '^(main/electron|preload)/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.css'],
      conditionNames: ['import', 'require', 'node', 'types'],
      exportsFields: ['exports'],
    },
  },
}
