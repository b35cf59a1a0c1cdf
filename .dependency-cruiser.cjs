/** Who may import whom. The reasons stand in ARCHITECTURE.md. */
const packagePath = {
  domain: '^packages/domain/',
  contracts: '^packages/contracts/',
  events: '^packages/events/',
  db: '^packages/db/',
  documents: '^packages/documents/',
  commands: '^packages/commands/',
  messages: '^packages/messages/',
  platform: '^packages/platform/',
  api: '^apps/api/',
  worker: '^apps/worker/',
  web: '^apps/web/',
};

const allowed = {
  domain: [],
  platform: [],
  messages: ['domain'],
  contracts: ['domain'],
  events: ['domain'],
  db: ['domain', 'events', 'platform'],
  documents: ['domain', 'events', 'messages'],
  commands: ['domain', 'events', 'db', 'platform'],
  api: ['domain', 'contracts', 'events', 'db', 'commands', 'documents', 'messages', 'platform'],
  worker: ['domain', 'events', 'db', 'commands', 'documents', 'messages', 'platform'],
  web: ['contracts', 'messages'],
};

const ownImports = Object.entries(allowed).map(([name, others]) => ({
  name: `${name}-imports`,
  comment: `${name} may import of ours: ${others.join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: packagePath[name], pathNot: '[.]test[.]tsx?$' },
  to: {
    path: '^(apps|packages)/',
    pathNot: [name, ...others].map((other) => packagePath[other]),
  },
}));

/** Libraries that belong to one place. */
const libraries = [
  { library: 'bullmq|ioredis|pg', only: 'worker', why: 'Only the worker knows the queue.' },
  { library: 'nodemailer', only: 'worker', why: 'Mail goes out from the worker only.' },
  { library: 'fastify|@fastify', only: 'api', why: 'HTTP ends in the API.' },
  { library: 'react|react-dom', only: 'web', why: 'Only the storefront draws.' },
].map(({ library, only, why }) => ({
  name: `library-of-${only}`,
  comment: why,
  severity: 'error',
  from: { path: '^(apps|packages)/', pathNot: packagePath[only] },
  to: { path: `node_modules/(${library})/` },
}));

module.exports = {
  forbidden: [
    ...ownImports,
    ...libraries,
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import has to lead somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:|/generated/' },
    },
    {
      name: 'domain-stays-pure',
      comment: 'Rules are testable in a second because they know no service, file or socket.',
      severity: 'error',
      from: { path: packagePath.domain, pathNot: '[.]test[.]ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'contracts-are-types-in-the-browser',
      comment:
        'zod weighs 24 kB: the storefront takes types from the contracts, and values from what the build derives.',
      severity: 'error',
      from: { path: '^apps/web/src/' },
      to: { path: packagePath.contracts, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-an-app',
      comment: 'Apps are the outermost ring; only tests, the bench and the start look into them.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'product-without-test-code',
      comment: 'What runs for customers does not load what tests need.',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: '[.]test[.]tsx?$' },
      to: { path: '^tests/|[.]test[.]tsx?$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(generated|dist)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
