/**
 * Tests the Python model server with tiny models of every architecture, and our clients against it and other real servers: `npm run test:servers [-- arguments of pytest]`.
 * Its libraries (PyTorch among them, about 3 GB) are installed into a virtual environment in the cache folder, once.
 */
import { root, run, servers, serversPython } from './servers-python.js';

const python = await serversPython();
const env = { ...process.env, HF_HUB_OFFLINE: '1', VOUCH_SERVERS_PYTHON: python };

const ofServer = await run(python, ['-m', 'pytest', '-q', '--disable-warnings', ...process.argv.slice(2)], servers, env);
const ofClients = await run(process.execPath, ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '-i', '--selectProjects', 'servers'], root, env);
// `vouch serve` from the outside, with tools of an environment of their own.
const ofApi = await run(process.execPath, ['--import', 'tsx', 'scripts/test-api.ts'], root, env);
process.exitCode = [ofServer, ofClients, ofApi].find((status) => status !== 0) ?? 0;
