/** Imports go down only: cli → runtime → agents, oracles → tools → models → kernels, store → core. No circle. */
const layer = (name, allowed) => ({
  name: `${name}-imports-down`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: `^src/(${[name, ...allowed].join('|')})/` },
});

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'core-imports-only-zod', severity: 'error', from: { path: '^src/core/' }, to: { pathNot: ['^src/core/', 'node_modules/zod/'] } },
    layer('core', []),
    layer('kernels', ['core']),
    layer('models', ['kernels', 'core']),
    layer('store', ['core']),
    layer('tools', ['models', 'kernels', 'store', 'core']),
    layer('oracles', ['tools', 'models', 'store', 'core']),
    layer('agents', ['tools', 'models', 'store', 'core']),
    { name: 'agents-know-no-wire', severity: 'error', from: { path: '^src/(agents|oracles)/' }, to: { path: '^src/models/(providers|engines|servers)/', pathNot: '^src/models/engines/speech/(spoken-form|pronounce)' } },
    layer('runtime', ['agents', 'oracles', 'tools', 'models', 'store', 'core']),
    layer('server', ['runtime', 'agents', 'oracles', 'tools', 'models', 'store', 'core']),
    { name: 'client-knows-the-wire-alone', severity: 'error', from: { path: '^src/client/' }, to: { path: '^src/', pathNot: '^src/(client|core|server/protocol)/' } },
    { name: 'below-knows-no-server', severity: 'error', from: { path: '^src/(core|models|store|tools|oracles|agents|runtime)/' }, to: { path: '^src/(server|client)/' } },
    { name: 'cli-is-the-top', severity: 'error', from: { path: '^src/', pathNot: '^src/cli/' }, to: { path: '^src/cli/' } },
  ],
  options: { tsConfig: { fileName: 'tsconfig.json' }, tsPreCompilationDeps: 'specify', doNotFollow: { path: 'node_modules' } },
};
